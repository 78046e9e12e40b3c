import { dispose, tidy, type Tensor } from "../../core/tf.ts";
import { expectInteger } from "../../core/shape.ts";
import { signalFor } from "../../core/turn.ts";
import { examplesOf } from "../../diffusion/elbo/examples.ts";
import { noiseSource, type NoiseSource } from "../../random/index.ts";
import { drawCode } from "./code.ts";
import type { Parts } from "./parts.ts";
import { inBatches, read } from "./read.ts";

/** How a bound is evaluated. */
export interface EvaluationOptions {
  /** Seed of the noise, in which each example has a stream of its own. */
  seed?: number;
  /** Where noise comes from instead: asked for [B, latent] for each sample. */
  noise?: NoiseSource;
  /** Examples that the networks are asked about at a time; 256 unless given. The numbers do not depend on it. */
  batch?: number;
  /** Stops the work. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
  /** Whether a notebook shows progress and then the result; true unless given. */
  show?: boolean;
}

/** q(z | x) of all examples as numbers, [B, latent] row after row. */
export interface Codes {
  readonly mean: Float32Array;
  readonly logStd: Float32Array;
}

/** What the networks say of one sample z of each example. */
export interface Sampled {
  /** The noise that made z, and z itself, [B, latent]. */
  readonly eps: Float32Array;
  readonly z: Float32Array;
  /** ln p(x | z) in nats of each example, added up in float64. */
  readonly logLikelihood: Float64Array;
}

/** The stream of a seed that latent variables are drawn from: samplers and bounds of diffusion have others. */
const latentChannel = 6;

/** Checks data [B, ...], encodes it and hands `samples` samples to `use`, one after the other. */
export async function evaluate(
  parts: Parts,
  x: Tensor,
  samples: number,
  options: EvaluationOptions,
  use: (sampled: Sampled, codes: Codes) => void,
): Promise<Codes> {
  const { seed = 0, batch = 256 } = options;
  expectInteger("batch", batch, 1);
  dispose(tidy(() => parts.flat(x)));
  const { values, count } = await examplesOf(x);
  parts.likelihood.check?.(values);
  const signal = signalFor(options.signal);
  const source = options.noise ?? noiseSource(seed, latentChannel);
  const { latent } = parts;
  const code = { mean: new Float32Array(count * latent), logStd: new Float32Array(count * latent) };

  await inBatches(count, batch, signal, async (from, size) => {
    const [mean, logStd] = await read(() => {
      const said = parts.encode(x.slice(from, size));
      return [said.mean, said.logStd];
    });
    code.mean.set(mean, from * latent);
    code.logStd.set(logStd, from * latent);
  });

  for (let sample = 0; sample < samples; sample++) {
    const noise = source([count, latent]);
    try {
      const sampled = {
        eps: await noise.data<"float32">(),
        z: new Float32Array(count * latent),
        logLikelihood: new Float64Array(count),
      };
      await inBatches(count, batch, signal, async (from, size) => {
        const [z, log] = await read(() => {
          const part = x.slice(from, size);
          const drawn = drawCode(parts.encode(part), noise.slice(from, size));
          return [drawn, parts.likelihood.logProb(parts.flat(part), parts.decode(drawn))];
        });
        sampled.z.set(z, from * latent);
        sampled.logLikelihood.set(rowSums(log, size), from);
      });
      expectFinite(sampled.logLikelihood);
      use(sampled, code);
    } finally {
      noise.dispose();
    }
  }
  return code;
}

function rowSums(values: Float32Array, rows: number): Float64Array {
  const columns = values.length / rows;
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++) sum += values[i];
    return sum;
  });
}

function expectFinite(log: Float64Array): void {
  const wrong = log.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  throw new Error(
    `ln p(x | z) is ${log[wrong]} for example ${wrong}: look at what encoder and decoder give there`,
  );
}
