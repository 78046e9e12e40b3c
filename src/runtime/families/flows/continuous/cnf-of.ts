import { fill, tensor, tidy, type Rank, type Scalar, type Tensor, type Tensor1D } from "../../../core/tf.ts";
import { expectOptions } from "../../../core/options.ts";
import { expectInteger, shapeText, sizeOf } from "../../../core/shape.ts";
import { gaussian } from "../../../diffusion/index.ts";
import { expectLevels } from "../../../diffusion/elbo/decoder.ts";
import { traceFor } from "../../../diffusion/ode/log-likelihood.ts";
import { mlp, type Model } from "../../../networks/index.ts";
import { stream, type Stream } from "../../../random/index.ts";
import { flow as straightPath } from "../../../schedules/index.ts";
import { bitsOf } from "../bits-per-dim.ts";
import { levelsOf } from "../levels.ts";
import { expectExamples, shapeOf } from "../shape-of.ts";
import type { Cnf, CnfLogProbOptions, CnfSampleOptions } from "./cnf.ts";
import { logDensity, type Velocity } from "./log-density.ts";
import { transport } from "./transport.ts";

export interface CnfOptions {
  /** Numbers in one example; or its shape, such as [8, 8, 1], with a network for it. */
  dim?: number;
  shape?: readonly number[];
  /**
   * The velocity: of x [B, ...shape], of 1000 t [B] with t from 0 (data) to 1 (noise), and of a condition where it takes
   * one. It is the flow's from now on. An `mlp` of dim numbers unless given, of this width, depth and seed.
   */
  network?: Model;
  width?: number;
  depth?: number;
  seed?: number;
  /** For data on this many levels from -1 to 1: training spreads it over them, and bits are those of their probabilities. */
  levels?: number;
}

const names = ["dim", "shape", "network", "width", "depth", "seed", "levels"];

const densityNames = [
  "rtol",
  "atol",
  "maxSteps",
  "signal",
  "trace",
  "probes",
  "seed",
  "condition",
  "batch",
  "show",
];
const sampleNames = ["rtol", "atol", "maxSteps", "signal", "condition"];

/**
 * A continuous normalizing flow, trained by flow matching. Throws a TypeError for a shape without a network, a RangeError
 * for options out of range.
 */
export function cnf(options: CnfOptions): Cnf {
  expectOptions("cnf", options, names);
  const shape = shapeOf("A continuous flow", options);
  const network = networkOf(options);
  const levels = options.levels === undefined ? null : levelsOf(options.levels);
  const matching = gaussian({ schedule: straightPath(), predict: "flow" });
  const title = `Continuous flow, ${network.title}`;
  const dims = sizeOf(shape);

  const velocity: Velocity = (x, t, condition) => {
    const times = fill<Rank.R1>([x.shape[0]], 1000 * t);
    const u = condition ? network(x, times, condition) : network(x, times);
    if (shapeText(u.shape) === shapeText(x.shape)) return u;
    throw new RangeError(
      `${title} turns x of shape ${shapeText(x.shape)} into ${shapeText(u.shape)}: they must be equal`,
    );
  };

  const logProb: Cnf["logProb"] = (x, asked = {}) => {
    expectOptions("logProb", asked, densityNames);
    expectExamples(title, shape, x);
    const { probes = 1, seed = 0, batch = 256, show = true, condition, trace, ...ode } = asked;
    expectInteger("probes", probes, 1);
    expectInteger("batch", batch, 1);
    expectRows("condition", condition, x.shape[0]);
    const how = { trace: traceFor(dims, trace), probes, seed };
    return logDensity(velocity, x, { ...ode, probes: how, condition, batch, show });
  };

  return Object.assign(
    (x: Tensor, t: Tensor1D, condition?: Tensor) => (condition ? network(x, t, condition) : network(x, t)),
    {
      title,
      weights: network.weights,
      size: network.size,
      dispose: () => network.dispose(),
      shape,
      logProb: async (x: Tensor, asked?: CnfLogProbOptions) => logProb(x, asked),
      async sample(random: Stream, n: number, asked: CnfSampleOptions = {}) {
        expectOptions("sample", asked, sampleNames);
        expectInteger("n", n, 1);
        const { condition, ...ode } = asked;
        expectRows("condition", condition, n);
        const noise = tensor(random.normal(n * dims), [n, ...shape]);
        try {
          const [x] = await transport((t, [at]) => [velocity(at, t, condition)], [noise], {
            ...ode,
            from: 1,
            to: 0,
          });
          return x;
        } finally {
          noise.dispose();
        }
      },
      async bitsPerDim(x: Tensor, asked: CnfLogProbOptions = {}) {
        if (!levels) return bitsOf(await logProb(x, asked), dims);
        expectLevels(Float32Array.from(await x.data()), levels.count, title);
        const spread = levels.spread(x, stream(asked.seed ?? 0).split("levels"));
        try {
          return await bitsOf(await logProb(spread, asked), dims, dims * Math.log(levels.width));
        } finally {
          spread.dispose();
        }
      },
      loss: (model: Model, batch: Tensor, random: Stream, condition?: Tensor): Scalar =>
        tidy(() => {
          expectExamples(title, shape, batch);
          return matching.loss(model, levels ? levels.spread(batch, random) : batch, random, condition);
        }),
      denoiser: (condition?: Tensor) => matching.denoiser(network, condition),
    },
  );
}

function networkOf({ dim, network, width, depth, seed }: CnfOptions): Model {
  if (network) {
    if (width === undefined && depth === undefined && seed === undefined) return network;
    throw new TypeError(
      "width, depth and seed are those of the mlp that cnf makes: with a network leave them out",
    );
  }
  if (dim === undefined)
    throw new TypeError("A continuous flow of a shape needs a network for it, such as a unet");
  return mlp({
    dim,
    ...(width !== undefined && { width }),
    ...(depth !== undefined && { depth }),
    ...(seed !== undefined && { seed }),
  });
}

function expectRows(name: string, rows: Tensor | undefined, count: number): void {
  if (rows && rows.shape[0] !== count)
    throw new RangeError(`${name} has ${rows.shape[0] ?? 0} entries for ${count} examples: one for each`);
}
