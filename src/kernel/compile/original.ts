import remapping from "@jridgewell/remapping";
import { TraceMap, originalPositionFor } from "@jridgewell/trace-mapping";
import type { Position } from "./syntax-error.ts";

/** From a place in generated code to the place in what it came from, through `maps`, the last step first. */
export function originalPlaces(maps: string[]): (place: Position) => Position | null {
  let trace: TraceMap | null = null; // most maps are never asked
  return ({ line, column }) => {
    trace ??= new TraceMap(remapping(maps, () => null).toString());
    const original = originalPositionFor(trace, { line, column: column - 1 });
    return original.line === null ? null : { line: original.line, column: original.column + 1 };
  };
}
