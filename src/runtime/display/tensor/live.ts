import * as v from "valibot";
import { blocksShape, packBlocks, type Blocks, type Cut } from "../../../protocol/blocks.ts";
import type { Stream } from "../../../protocol/host.ts";
import { tensorMime, TensorQuestion, type TensorAnswer } from "../../../protocol/tensor.ts";
import { host } from "../../core/host.ts";
import { sizeOf } from "../../core/shape.ts";
import type { Tensor } from "@tensorflow/tfjs-core";
import { lastOf, takenBy, type Reader } from "./reader.ts";
import { bySample } from "./thinned.ts";

/** Viewers that are answered at a time; the oldest then have their saved outputs alone. */
const mostOpen = 32;
/** Cells of one answer: more than any screen shows. */
const mostCells = 1 << 20;
const open: Stream[] = [];

/** What answers for a tensor, or for what is made of several, while all are there. They are not kept alive by that. */
export function readerWhile(
  tensors: readonly Tensor[],
  read: (...tensors: Tensor[]) => Reader,
): () => Reader | null {
  const kept = tensors.map((x) => new WeakRef(x));
  return () => {
    const found = kept.map((x) => x.deref()).filter((x) => x !== undefined && !x.isDisposed);
    return found.length === kept.length ? read(...(found as Tensor[])) : null; // those that are undefined are left out
  };
}

/**
 * Answers a viewer's questions for parts of what `find` reads, and returns the stream's name; null without a notebook.
 * Where there is nothing to read any more, the answer is that it is gone.
 */
export function answerFor(find: () => Reader | null): string | null {
  const stream = host()?.openStream(tensorMime);
  if (!stream) return null;
  const answer = async ({ id, cuts }: TensorQuestion): Promise<void> => {
    const reader = find();
    if (reader && !fits(cuts, reader.shape)) return;
    stream.send({ id, blocks: reader && (await partOf(reader, cuts)) } satisfies TensorAnswer);
  };
  stream.onRequest = (request) => {
    const { success, output } = v.safeParse(TensorQuestion, request);
    if (!success) return;
    // What is freed between question and answer is gone as well.
    void answer(output).catch(() => stream.send({ id: output.id, blocks: null } satisfies TensorAnswer));
  };
  open.push(stream);
  if (open.length > mostOpen) open.shift()?.close();
  return stream.id;
}

/** Elements from which a part is worked out as a whole; of a larger one's blocks some elements stand for all. */
const mostExact = 1 << 21;

function fits(cuts: readonly Cut[], shape: readonly number[]): boolean {
  const inside = cuts.every(
    (cut, axis) => cut.count > 0 && cut.start < shape[axis] && lastOf(cut) >= 0 && lastOf(cut) < shape[axis],
  );
  return cuts.length === shape.length && inside && sizeOf(blocksShape(cuts)) <= mostCells;
}

/** Part of a tensor; only what the cuts take is read of it, and of very much some. */
export async function partOf(reader: Reader, cuts: readonly Cut[]): Promise<Blocks> {
  const half = cuts.some(({ block }) => block > 1);
  const sampled = half && takenBy(cuts) > mostExact;
  const reduce = sampled ? bySample(reader, mostExact / 2) : reader.reduce;
  return packBlocks(cuts, await reduce(cuts), half, sampled);
}
