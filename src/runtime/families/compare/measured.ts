import type { Tensor } from "../../core/tf.ts";
import { shapeText } from "../../core/shape.ts";
import { coverage } from "../gan/coverage.ts";
import type { Modes } from "../gan/modes.ts";
import type { Trained } from "./family.ts";
import { neighbours } from "./neighbours.ts";
import type { FamilyResult } from "./result.ts";

export interface MeasureOptions {
  readonly samples: number;
  readonly k: number;
  readonly seed: number;
  readonly modes: Modes | undefined;
  readonly signal: AbortSignal | null;
}

/** Draws samples of a trained model and measures it on held-out examples. Whatever fails leaves no samples behind. */
export async function measured(
  trained: Trained,
  test: Tensor,
  { samples: n, k, seed, modes, signal }: MeasureOptions,
): Promise<FamilyResult> {
  const given = signal ?? undefined;
  const since = performance.now();
  const samples = await trained.sample(n, seed, given);
  try {
    // Until they are read, a backend may not have computed them.
    const values = await samples.data<"float32">();
    const seconds = (performance.now() - since) / 1000;
    const shape = test.shape.slice(1);
    if (shapeText(samples.shape) !== shapeText([n, ...shape]))
      throw new RangeError(
        `Samples have the shape ${shapeText(samples.shape)}, not ${shapeText([n, ...shape])}`,
      );
    const dims = test.size / test.shape[0];
    const held = (await test.data<"float32">()).subarray(0, n * dims);
    const cost = trained.logLikelihood ? await trained.logLikelihood(test, given) : null;
    return {
      trained,
      likelihood: cost && { ...cost, bitsPerDim: cost.nats / dims / Math.LN2 },
      neighbours: await neighbours({ values, dims }, { values: held, dims }, { k, signal }),
      modes: modes ? await coverage(samples, modes) : null,
      samples,
      seconds: { train: trained.seconds, sample: seconds },
    };
  } catch (error) {
    samples.dispose();
    throw error;
  }
}
