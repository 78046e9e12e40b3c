import { bundleOf } from "../../protocol/node/bundle.ts";
import type { MimeBundle } from "../../protocol/host.ts";
import { host } from "../core/host.ts";

export interface DisplayOptions {
  /** A name by which the output can be replaced: `display` with the same name shows the new value in its place. */
  id?: string;
  /** The value is a bundle of mime types already, such as `{ "text/html": "<b>bold</b>" }`. */
  raw?: boolean;
}

/** An output that is shown. */
export interface Displayed {
  readonly id: string;
  /** Shows another value in its place, in whatever cell it stands. */
  update(value: unknown): Promise<void>;
}

const known = new Set<string>();

/**
 * Shows a value under the running cell: by its own `Symbol.for("Jupyter.display")` method where it has one, else as
 * text. Without a notebook its text is printed.
 */
export async function display(value: unknown, { id, raw = false }: DisplayOptions = {}): Promise<Displayed> {
  const bundle = async (of: unknown): Promise<MimeBundle> => (raw ? asBundle(of) : bundleOf(of));
  const shown = host();
  const first = await bundle(value);
  if (!shown) {
    console.log(first["text/plain"]);
    return { id: id ?? "", update: async (next) => console.log((await bundle(next))["text/plain"]) };
  }
  if (id !== undefined && known.has(id)) shown.update(id, first);
  const shownAs = id !== undefined && known.has(id) ? id : shown.display(first, id);
  known.add(shownAs);
  return { id: shownAs, update: async (next) => shown.update(shownAs, await bundle(next)) };
}

function asBundle(value: unknown): MimeBundle {
  if (typeof value !== "object" || value === null)
    throw new TypeError('with raw, the value must be an object of mime types, such as { "text/html": "…" }');
  return value as MimeBundle; // keys of any object are strings, values may be anything
}
