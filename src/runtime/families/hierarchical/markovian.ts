import { sizeOf } from "../../core/shape.ts";
import { tensor, tidy, type Tensor } from "../../core/tf.ts";
import { expectOptions } from "../../core/options.ts";
import type { Stream } from "../../random/index.ts";
import type { Schedule } from "../../schedules/index.ts";
import { logNormal } from "./conditional.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { encodersOf, linearChain, type LinearChain } from "./linear-chain.ts";
import { markovianBound } from "./markovian-bound.ts";
import type { MarkovianElbo, MarkovianOptions } from "./markovian-elbo.ts";
import { pathBound, type HierarchicalElbo, type PathOptions } from "./path-bound.ts";

export interface MarkovianChoice {
  /** Whose steps are the encoders: z_t is the schedule's x_t. */
  readonly schedule: Schedule;
  /**
   * The mean of p(z_{t-1} | z_t), and at t = 0 that of p(x | z_0): of z_t [B, ...] and the schedule's t, from 0 to T - 1, a
   * tensor of the shape of z_t.
   */
  readonly decoder: (z: Tensor, t: number) => Tensor;
  /** The variances of those, one for each t; unless given those of the encoders' posterior, at t = 0 that of t = 1. */
  readonly variances?: ArrayLike<number>;
}

/**
 * A hierarchical VAE whose latent variables are as large as the data and whose encoders are fixed linear Gaussians, each
 * given the level below alone. Its bound is that of diffusion (2208.11970, section "Variational Diffusion Models").
 */
export interface Markovian {
  readonly chain: LinearChain;
  readonly variances: Float64Array;
  /** The bound on -ln p(x) term by term, the encoders' posterior being known: KLs in closed form and float64. */
  readonly elbo: (x: Tensor, options?: MarkovianOptions) => Promise<MarkovianElbo>;
  /** The same bound as that of any hierarchical VAE: by paths x -> z_0 -> ... -> z_{T-1}, and no posterior. */
  readonly pathElbo: (x: Tensor, options?: PathOptions) => Promise<HierarchicalElbo>;
  /** n draws of p(x), [n, ...shape]; they are yours. */
  readonly sample: (stream: Stream, n: number, shape: readonly number[]) => Tensor;
}

/** See `Markovian`. Throws a RangeError for variances that are not above 0 or not one for each step. */
export function markovian(choice: MarkovianChoice): Markovian {
  expectOptions("markovian", choice, ["schedule", "decoder", "variances"]);
  const { schedule, decoder } = choice;
  const chain = linearChain(encodersOf(schedule));
  const variances = variancesOf(chain, choice.variances);
  const logStds = variances.map((variance) => 0.5 * Math.log(variance));

  const hierarchyOf = (shape: readonly number[]): Hierarchy => ({
    encoders: chain.encoders.map(({ gain, variance }) => (given) => ({
      mean: given.mul(gain),
      logStd: 0.5 * Math.log(variance),
    })),
    // The decoder of t leads from z_t to the level below, so that of level 0 is p(x | z_0).
    decoders: chain.encoders.slice(1).map((_, level) => (above) => ({
      mean: decoder(above, level + 1),
      logStd: logStds[level + 1],
    })),
    logLikelihood: (x, z) => logNormal(x, { mean: decoder(z, 0), logStd: logStds[0] }),
    shapes: chain.encoders.map(() => shape),
  });

  return {
    chain,
    variances,
    elbo: (x, options = {}) => markovianBound({ chain, variances, decoder }, x, options),
    async pathElbo(x, options = {}) {
      expectOptions("pathElbo", options, ["samples", "seed", "noise", "batch", "signal", "show"]);
      return pathBound(hierarchyOf(x.shape.slice(1)), x, options);
    },
    sample: (stream, n, shape) =>
      tidy(() => {
        const size = [n, ...shape];
        const normals = (): Tensor => tensor(stream.normal(sizeOf(size)), size);
        let z = normals();
        for (let t = chain.encoders.length - 1; t >= 0; t--)
          z = decoder(z, t).add(normals().mul(Math.sqrt(variances[t])));
        return z;
      }),
  };
}

function variancesOf({ posterior }: LinearChain, given?: ArrayLike<number>): Float64Array {
  if (!given && posterior.length < 2)
    throw new RangeError("With a single step no posterior has a variance: give variances");
  const chosen = given
    ? Float64Array.from(given)
    : Float64Array.from(posterior, ({ variance }, t) => (t ? variance : posterior[1].variance));
  const wrong = chosen.findIndex((variance) => !(variance > 0 && variance < Infinity));
  if (wrong >= 0) throw new RangeError(`variances are above 0, and at t = ${wrong} it is ${chosen[wrong]}`);
  if (chosen.length !== posterior.length)
    throw new RangeError(
      `variances has ${chosen.length} entries for ${posterior.length} steps: one for each t`,
    );
  return chosen;
}
