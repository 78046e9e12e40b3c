import type * as acorn from "acorn";
import { decodedMappings, TraceMap } from "@jridgewell/trace-mapping";
import { walk } from "./walk.ts";

/** A name that esbuild has changed, and what it was. */
export interface Renamed {
  readonly start: number;
  readonly end: number;
  readonly now: string;
  readonly before: string;
}

const identifier = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;

/**
 * The names in `js` that esbuild has given a number, as it does with each that hides another: `t2` for the parameter `t`
 * where the cell declares a `t`. Its source map knows what they were. Names that begin with an underscore stay: esbuild's own
 * helpers have such, and could be hidden.
 */
export function renamedIn(js: string, map: string): Renamed[] {
  if (/"names":\s*\[\s*\]/.test(map)) return [];
  const trace = new TraceMap(map);
  const starts = lineStarts(js);
  return decodedMappings(trace).flatMap((segments, line) =>
    segments.flatMap((segment) => {
      const before = segment.length === 5 ? trace.names[segment[4]] : undefined;
      if (before === undefined || before.startsWith("_")) return [];
      identifier.lastIndex = starts[line] + segment[0];
      const now = identifier.exec(js)?.[0];
      if (!now || !isNumbered(now, before)) return [];
      const start = starts[line] + segment[0];
      return [{ start, end: start + now.length, now, before }];
    }),
  );
}

/**
 * Those that can be given back: of which every place is known where the name stands. esbuild does not tell of each that it
 * made itself, as for an enum; a cell that has such a name of its own keeps all of them.
 */
export function givenBack(renamed: readonly Renamed[], program: acorn.Program): Renamed[] {
  if (renamed.length === 0) return [];
  const known = new Set(renamed.map(({ start }) => start));
  const kept = new Set<string>();
  walk(program, (node) => {
    if (node.type !== "Identifier") return;
    if (!known.has(node.start)) kept.add(node.name);
  });
  return renamed.filter(({ now }) => !kept.has(now));
}

const isNumbered = (now: string, before: string): boolean =>
  now.startsWith(before) && /^\d+$/.test(now.slice(before.length));

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
