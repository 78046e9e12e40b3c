import { tidy, type Tensor } from "../core/tf.ts";

/** Throws where a sampler has left the finite numbers, with the step that it happened in. */
export async function expectFinite(x: Tensor, sampler: string, step: number, t: number): Promise<void> {
  const total = tidy(() => x.sum());
  const [value] = await total.data();
  total.dispose();
  if (!Number.isFinite(value)) {
    throw new Error(
      `${sampler} left the finite numbers in step ${step} (t = ${t}): look at what the model predicts there`,
    );
  }
}
