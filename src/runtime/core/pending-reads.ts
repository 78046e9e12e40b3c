import { keep, type Tensor } from "./tf.ts";
import { tracing } from "./tracing.ts";
import { readNow, readsAtOnce } from "./read-now.ts";

/** What a run still waits for. */
const pending = new WeakMap<object, Promise<void>>();

/**
 * Hands a tensor's numbers to `use`, who cannot wait for them: at once; on webgpu, and where kernels are
 * traced, once they have come, which whoever drives the run sees to with `pendingReads(run)`. The tensor may be freed
 * meanwhile.
 */
export function whenRead(x: Tensor, run: object, use: (values: ArrayLike<number>) => void): void {
  if (readsAtOnce() && !tracing.on) {
    use(readNow(x, "A run", "wait for them"));
    return;
  }
  const own = keep(x.clone());
  const before = pending.get(run) ?? Promise.resolve();
  const read = own.data().finally(() => own.dispose());
  const done = Promise.all([before, read]).then(([, values]) => use(values));
  pending.set(run, done);
  // Whoever drives the run hears of it; without one, it is what every other read of this tensor says as well.
  done.catch(() => undefined);
}

/** Resolves when all that has been read for a run has been handed on; rejects where a read failed. */
export async function pendingReads(run: object): Promise<void> {
  const promise = pending.get(run);
  pending.delete(run);
  await promise;
}
