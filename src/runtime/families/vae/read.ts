import { dispose, tidy, type Tensor } from "../../core/tf.ts";
import { turn } from "../../core/turn.ts";

/** Works on so many examples at a time, and lets interrupts through between them. */
export async function inBatches(
  count: number,
  batch: number,
  signal: AbortSignal | null,
  work: (from: number, size: number) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < count; from += batch) {
    await work(from, Math.min(batch, count - from));
    await turn(signal);
  }
}

/** The numbers of the tensors that `make` makes, which are freed. */
export async function read(make: () => Tensor[]): Promise<Float32Array[]> {
  const made = tidy(() => make().map((tensor) => tensor.clone()));
  try {
    return await Promise.all(made.map((tensor) => tensor.data<"float32">()));
  } finally {
    dispose(made);
  }
}
