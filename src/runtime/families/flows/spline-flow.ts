import { expectOptions } from "../../core/options.ts";
import { expectInteger } from "../../core/shape.ts";
import { autoregressive } from "./autoregressive/autoregressive.ts";
import { coupling } from "./coupling/coupling.ts";
import type { Flow } from "./flow.ts";
import { flow } from "./flow-of.ts";
import { actNorm } from "./layers/act-norm.ts";
import { invertibleLinear } from "./linear/invertible-linear.ts";
import { seedOf } from "./seeds.ts";
import { rationalQuadratic } from "./spline/rational-quadratic.ts";
import { titleOf } from "./title.ts";

export interface SplineFlowOptions {
  /** Numbers in one example. */
  dim: number;
  /** Spline layers, 4 unless given, with a learned linear map between two. */
  layers?: number;
  /** "coupling" unless given, or of a single number "autoregressive", whose samples take one pass for each number. */
  kind?: "coupling" | "autoregressive";
  /** Pieces of each spline, 8 unless given, and where it ends: at plus and minus this, 5 unless given. */
  bins?: number;
  bound?: number;
  /** Units in a hidden layer of each network, 64, and its hidden layers, 2. */
  width?: number;
  depth?: number;
  /** Numbers that each example is told of; 0 unless given. */
  context?: number;
  /** Whether the first batch of training sets a scale and a shift for each number; true unless given. */
  normalize?: boolean;
  /** Seed of the networks' initial weights. */
  seed?: number;
}

const names = ["dim", "layers", "kind", "bins", "bound", "width", "depth", "context", "normalize", "seed"];

/**
 * Neural spline flow, Durkan et al. (1906.04032): numbers are moved by monotone rational quadratic splines, which other
 * numbers shape. Throws a RangeError for options out of range.
 */
export function splineFlow(options: SplineFlowOptions): Flow {
  expectOptions("splineFlow", options, names);
  const { dim, layers = 4, bins = 8, bound = 5, width = 64, depth = 2, context = 0, seed = 0 } = options;
  const { kind = dim === 1 ? "autoregressive" : "coupling", normalize = true } = options;
  expectInteger("dim", dim, 1);
  expectInteger("layers", layers, 1);
  if (!["coupling", "autoregressive"].includes(kind)) {
    throw new RangeError(`kind is one of coupling, autoregressive, not "${kind as string}"`);
  }
  const by = rationalQuadratic({ bins, bound });
  const splines = Array.from({ length: layers }, (_, i) => {
    const network = { by, width, depth, context, seed: seedOf(seed, i) };
    return [
      ...(i > 0 ? [invertibleLinear({ channels: dim, place: i })] : []),
      kind === "coupling"
        ? coupling({ channels: dim, flip: i % 2 === 1, ...network })
        : autoregressive({ dim, ...network }),
    ];
  });
  return flow({
    dim,
    context,
    title: titleOf("Spline flow", dim, layers, `${kind} layer`),
    layers: [...(normalize ? [actNorm({ channels: dim })] : []), ...splines.flat()],
  });
}
