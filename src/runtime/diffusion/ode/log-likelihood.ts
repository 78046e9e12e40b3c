import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { expectOptions } from "../../core/options.ts";
import type { Tensor } from "../../core/tf.ts";
import { expectInteger } from "../../core/shape.ts";
import { signalFor } from "../../core/turn.ts";
import { working } from "../../display/working.ts";
import type { Denoiser } from "../denoiser.ts";
import { amount, type Amount } from "../elbo/summary.ts";
import { examplesOf } from "../elbo/examples.ts";
import { mean, varianceOfMean } from "../elbo/statistics.ts";
import { gaussianCost, priorVariance } from "../likelihood/index.ts";
import { likelihoodBundle } from "./bundle.ts";
import { dequantized } from "./dequantize.ts";
import { follow } from "./follow.ts";
import { entrance, placeOf } from "./path.ts";
import { randomProbes, unitVectors, type Trace } from "./probes.ts";

export interface LogLikelihoodOptions {
  /** Errors that a step of the solver may have, absolute and relative, in the state and in nats a dimension. */
  rtol?: number;
  atol?: number;
  /**
   * "exact" for up to 64 dimensions, by a vector-Jacobian product for each, or an estimate by "rademacher" (-1 or 1) or
   * "gaussian" probes. Unless given it is exact for up to 8 dimensions, and else of Rademacher probes.
   */
  trace?: Trace;
  /** Random probes for each example. With two or more their error is known too. */
  probes?: number;
  /** The t of x, whose density under the model at that t is then meant. Unless given, x is data. */
  t?: number;
  /**
   * For data on this many levels from -1 to 1 (256 for 8 bits): noise of U(-1/2, 1/2) levels is added, and the result
   * is a bound on the probability of the level: Theis et al. (1511.01844), section 3.1.
   */
  dequantize?: number;
  /** Seed of probes and of that noise; each example has streams of its own. */
  seed?: number;
  /** Examples that are solved for at a time. */
  batch?: number;
  /** Stops the work. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
  /** Whether progress and then the result are shown; true unless given. */
  show?: boolean;
}

/** The likelihood of data. As a cost, -ln p averaged over examples, in nats and in bits a dimension. */
export interface LogLikelihood extends Amount {
  /** Mean of ln p over the examples, in nats. */
  readonly logLikelihood: number;
  /** Standard error over examples; null for one. */
  readonly error: Amount | null;
  readonly examples: {
    /** ln p of each, in nats. */
    readonly logLikelihood: Float64Array;
    /** Its standard error over probes; null where the trace is exact or of one probe. */
    readonly probeError: Float64Array | null;
  };
  /** How often the model was asked about an example, on average. */
  readonly evaluations: number;
  readonly about: {
    readonly trace: Trace;
    readonly dims: number;
    readonly rtol: number;
    readonly atol: number;
    /** On how many levels the data lies that noise was added to; null for a density. */
    readonly dequantize: number | null;
  };
  [displaySymbol](): MimeBundle;
}

/** More dimensions than this would ask for too many products. */
const mostExact = 64;

/** All of them: one that is missing here does not compile. */
const known: Record<keyof LogLikelihoodOptions, true> = {
  rtol: true,
  atol: true,
  trace: true,
  probes: true,
  t: true,
  dequantize: true,
  seed: true,
  batch: true,
  signal: true,
  show: true,
};

/**
 * ln p(x) of x [B, ...] under the probability-flow ODE of a model: Song et al. (2011.13456), appendix D.2. The flow is
 * followed from x to the last t of the schedule with an adaptive Runge-Kutta method, and the density changes by its
 * divergence on the way. For data it is the density at x_0 of x_0 + (sigma / alpha) eps,
 * with the noise of the least t, or a sigma / alpha of 1e-3 where that has none.
 *
 * The model must be differentiable; its predictions are float32, so tolerances below 1e-6 are not met. Throws a
 * RangeError for options out of range, a TypeError for one that there is not, and an Error where the tolerances cannot be met or ln p is not finite.
 */
export async function logLikelihood(
  denoiser: Denoiser,
  x: Tensor,
  options: LogLikelihoodOptions = {},
): Promise<LogLikelihood> {
  expectOptions("logLikelihood", options, Object.keys(known));
  const { schedule } = denoiser;
  const { rtol = 1e-4, atol = 1e-4, probes = 1, t, seed = 0, batch = 256, show = true } = options;
  for (const [name, value] of Object.entries({ rtol, atol })) {
    if (!(value >= 1e-7 && value < 1))
      throw new RangeError(`${name} lies between 1e-7 and 1, and is ${value}`);
  }
  expectInteger("probes", probes, 1);
  expectInteger("batch", batch, 1);
  if (options.dequantize !== undefined && t !== undefined) {
    throw new RangeError(
      "dequantize is for data, and with t the examples are states of the diffusion: leave one out",
    );
  }
  const read = await examplesOf(x);
  const { count, dims } = read;
  const trace = traceFor(dims, options.trace);
  const { values, logVolume } =
    options.dequantize === undefined
      ? { values: read.values, logVolume: 0 }
      : dequantized(read, options.dequantize, seed);

  const from = placeOf(schedule.level(t ?? entrance(schedule)));
  const last = schedule.level(schedule.range[1]);
  const to = placeOf(last);
  // y = x / scale for a state; for data, which is x / alpha, it is x cos(angle).
  const factor = t === undefined ? Math.cos(from.angle) : 1 / from.scale;
  const ofPrior = priorVariance(last) / to.scale ** 2;
  const signal = signalFor(options.signal);
  const shown = show ? working("Likelihood", 100 * Math.ceil(count / batch)) : null;

  const estimates: Float64Array[] = [];
  let asked = 0;
  for (let first = 0; first < count; first += batch) {
    const states = Math.min(batch, count - first);
    const followed = await follow(denoiser, {
      states: values.subarray(first * dims, (first + states) * dims).map((value) => value * factor),
      shape: [states, ...x.shape.slice(1)],
      probes:
        trace === "exact"
          ? unitVectors(states, dims)
          : randomProbes(trace, states, dims, { count: probes, seed, first }),
      from: from.angle,
      to: to.angle,
      rtol,
      atol,
      signal,
      progress: (percent) => shown?.step(percent),
    });
    asked += followed.evaluations * states;
    // The change of variables is the same for all: from x to y, and from a density to a level's probability.
    const volume = dims * Math.log(factor) + logVolume;
    followed.squares.forEach((square, state) => {
      const known = volume - dims * gaussianCost(square, ofPrior);
      estimates.push(followed.growth[state].map((growth) => known + dims * growth));
    });
  }
  const result = likelihoodOf(estimates, dims, asked / count, {
    trace,
    dims,
    rtol,
    atol,
    dequantize: options.dequantize ?? null,
  });
  if (!shown) return result;
  shown.done(result[displaySymbol]());
  // As a cell's last value it stands below what has been shown.
  return { ...result, [displaySymbol]: () => ({}) };
}

/** The trace for so many dimensions: as asked, or exact for few. Throws a RangeError for one that cannot be. */
export function traceFor(dims: number, asked: Trace | undefined): Trace {
  const trace = asked ?? (dims <= 8 ? "exact" : "rademacher");
  if (!["exact", "rademacher", "gaussian"].includes(trace)) {
    throw new RangeError(`trace is one of exact, rademacher, gaussian, not "${trace}"`);
  }
  if (trace === "exact" && dims > mostExact) {
    throw new RangeError(
      `An exact trace of ${dims} dimensions takes as many products at every step, and ${mostExact} are the most: ` +
        `choose trace "rademacher" or "gaussian"`,
    );
  }
  return trace;
}

function likelihoodOf(
  estimates: readonly Float64Array[],
  dims: number,
  evaluations: number,
  about: LogLikelihood["about"],
): LogLikelihood {
  const examples = Float64Array.from(estimates, mean);
  const wrong = examples.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new Error(`ln p of example ${wrong} is ${examples[wrong]}: look at what the model predicts`);
  const variance = varianceOfMean(examples);
  const logP = mean(examples);
  const result: LogLikelihood = {
    ...amount(-logP, dims),
    logLikelihood: logP,
    error: variance === null ? null : amount(Math.sqrt(variance), dims),
    examples: {
      logLikelihood: examples,
      probeError:
        estimates[0].length < 2
          ? null
          : Float64Array.from(estimates, (one) => Math.sqrt(varianceOfMean(one) ?? 0)),
    },
    evaluations,
    about,
    [displaySymbol]: () => likelihoodBundle(result),
  };
  return result;
}
