import { expectOptions } from "../../core/options.ts";
import { expectInteger } from "../../core/shape.ts";
import type { Tensor } from "../../core/tf.ts";
import { stream, type Stream } from "../../random/index.ts";
import type { Frame } from "../../samplers/index.ts";

/** What samples are drawn from: a flow, continuous or not. */
export interface Drawn {
  readonly sample: (random: Stream, n: number) => Tensor | Promise<Tensor>;
}

/**
 * Samples as a sampler's run of a single frame, which is data: what training shows now and then,
 * `fit(flow, flow.loss, { data, sample: () => draws(flow) })`. 512 of them with seed 0 unless given. The frame's x is yours.
 */
export function draws(
  from: Drawn,
  options: { n?: number; seed?: number } = {},
): AsyncGenerator<Frame, void, undefined> {
  expectOptions("draws", options, ["n", "seed"]);
  const { n = 512, seed = 0 } = options;
  expectInteger("n", n, 1);
  const random = stream(seed);
  async function* frames(): AsyncGenerator<Frame, void, undefined> {
    const x = await from.sample(random, n);
    yield { step: 0, steps: 0, t: -1, alpha: 1, sigma: 0, nfe: 0, x, x0: null, eps: null };
  }
  return frames();
}
