import type { Tensor } from "../../protocol/index.ts";
import type { Body } from "./body.ts";

/** Viewers whose outputs are gone, by cell and shape, the oldest first. */
const kept = new Map<string, Body[]>();
const mostKept = 32;

/**
 * The cell under which an output stands, as VS Code's page has it; null in other pages. It is no documented interface:
 * where it changes, a cell that is run again merely opens its tensors anew.
 */
export const cellOf = (element: HTMLElement): string | null => element.closest(".cell_container")?.id ?? null;

/** Tensors of one kind are shown in the same way: one can take the place of another. */
export const kindOf = ({ shape, compared }: Tensor): string => JSON.stringify([shape, compared !== null]);

const keyOf = (cell: string, tensor: Tensor): string => `${cell} ${kindOf(tensor)}`;

/** Keeps the viewer of an output that goes, for one of the same cell and shape that may take its place. */
export function keepBody(cell: string, tensor: Tensor, body: Body): void {
  const key = keyOf(cell, tensor);
  body.rest();
  kept.set(key, [...(kept.get(key) ?? []), body]);
  while ([...kept.values()].flat().length > mostKept) {
    const [[oldest, bodies]] = kept;
    bodies.shift()?.dispose();
    if (bodies.length === 0) kept.delete(oldest);
  }
}

/** The viewer of the output that this one takes the place of; null where there is none. */
export function takeBody(cell: string, tensor: Tensor): Body | null {
  const key = keyOf(cell, tensor);
  const body = kept.get(key)?.shift() ?? null;
  if (kept.get(key)?.length === 0) kept.delete(key);
  return body;
}
