import { blocksShape, type Cut, type Reduced } from "../../../protocol/blocks.ts";
import type { Pace } from "../../../protocol/host.ts";
import { sizeOf } from "../../core/shape.ts";
import { takenBy, type Reader } from "./reader.ts";

/** How a part of a tensor is reduced to the blocks of its cuts. */
export type Reduce = (cuts: readonly Cut[]) => Promise<Reduced>;

/** Elements that are read at a time: some hundredths of a second. */
const mostRead = 1 << 20;

/** Reduces a part of any size from all of its elements, a piece after the other. */
export function inPieces(reader: Reader, pace: Pace): Reduce {
  return async function reduce(cuts): Promise<Reduced> {
    const pieces = piecesOf(cuts);
    if (pieces.length === 1) {
      await pace();
      return reader.reduce(cuts);
    }
    const parts: Reduced[] = [];
    for (const piece of pieces) parts.push(await reduce(piece));
    return joined(parts, sizeOf(blocksShape(cuts)));
  };
}

/** The part cut along its first axis of several blocks, all before which have one: piece after piece is its order. */
function piecesOf(cuts: readonly Cut[]): (readonly Cut[])[] {
  const taken = takenBy(cuts);
  const shape = blocksShape(cuts);
  const axis = shape.findIndex((length) => length > 1);
  if (taken <= mostRead || axis < 0) return [cuts];
  const { start, step, count, block } = cuts[axis];
  const each = Math.max(1, Math.floor((shape[axis] * mostRead) / taken)) * block;
  return Array.from({ length: Math.ceil(count / each) }, (_, k) =>
    cuts.map((cut, other) =>
      other === axis
        ? { ...cut, start: start + k * each * step, count: Math.min(each, count - k * each) }
        : cut,
    ),
  );
}

function joined(parts: readonly Reduced[], size: number): Reduced {
  const join = (name: keyof Reduced): Float64Array | null => {
    if (parts.every((part) => part[name] === null)) return null;
    const all = new Float64Array(size);
    let at = 0;
    for (const part of parts) {
      const values = part[name];
      if (values) all.set(values, at);
      at += part.mean.length;
    }
    return all;
  };
  return { mean: join("mean") ?? new Float64Array(0), min: join("min"), max: join("max"), bad: join("bad") };
}
