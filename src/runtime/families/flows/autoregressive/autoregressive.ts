import { concat, dispose, tidy, zeros, type Rank, type Tensor, type Tensor2D } from "../../../core/tf.ts";
import { expectInteger } from "../../../core/shape.ts";
import { expectOptions } from "../../../core/options.ts";
import { weightMaker } from "../../../networks/weights.ts";
import { expectContext } from "../expect-context.ts";
import { expectVector } from "../expect-vector.ts";
import { affine } from "../layers/affine.ts";
import type { ElementMap } from "../layers/element-map.ts";
import type { FlowLayer } from "../layer.ts";
import { sumEach } from "../log-det.ts";
import { made } from "./made.ts";

export interface AutoregressiveOptions {
  /** Numbers in one example. */
  dim: number;
  /** How each number is moved: `affine()` unless given. */
  by?: ElementMap;
  /** Units in a hidden layer of the network, 64, and its hidden layers, 2. */
  width?: number;
  depth?: number;
  /** Numbers that each example is told of; 0 unless given. */
  context?: number;
  /** Seed of the initial weights. */
  seed?: number;
}

/**
 * Each number is moved as those before it say: masked autoregressive flow (1705.07057), equations 3 and 4. Forward, for
 * densities, one pass of the network; the inverse, for samples, takes one for each number of an example. `inverted` of it
 * is inverse autoregressive flow (1606.04934). It starts as the identity.
 */
export function autoregressive(options: AutoregressiveOptions): FlowLayer {
  expectOptions("autoregressive", options, ["dim", "by", "width", "depth", "context", "seed"]);
  const { dim, by = affine(), width = 64, depth = 2, context = 0, seed = 0 } = options;
  expectInteger("dim", dim, 1);
  expectInteger("width", width, 1);
  expectInteger("depth", depth, 1);
  expectInteger("context", context, 0);
  const make = weightMaker(seed);
  const network = made(make, { dim, context, width, depth, parameters: by.parameters });
  const name = `autoregressive ${by.name}`;
  const column = (x: Tensor, i: number): Tensor => x.slice([0, i], [-1, 1]);

  return {
    name,
    weights: make.all,
    passes: { forward: 1, inverse: dim },
    shape: (before) => expectVector(name, dim, before),
    forward: (x, told) =>
      tidy(() => {
        const { y, logSlope } = by.forward(x, network(x as Tensor2D, expectContext(name, context, x, told)));
        return { y, logDet: sumEach(logSlope) };
      }),
    inverse: (y, told) =>
      tidy(() => {
        const seen = expectContext(name, context, y, told);
        const moved: ReturnType<ElementMap["inverse"]>[] = [];
        for (let i = 0; i < dim; i++) {
          // Numbers that are not known yet must be finite, not right: their connections are masked, and 0 times NaN is NaN.
          const unknown = zeros<Rank.R2>([y.shape[0], dim - i]);
          const x = concat([...moved.map((one) => one.y as Tensor2D), unknown], 1);
          const raw = network(x, seen).slice([0, i, 0], [-1, 1, -1]);
          moved.push(by.inverse(column(y, i), raw));
        }
        return {
          y: concat(
            moved.map((one) => one.y),
            1,
          ),
          logDet: sumEach(
            concat(
              moved.map(({ logSlope }) => logSlope),
              1,
            ),
          ),
        };
      }),
    dispose: () => dispose([...Object.values(make.all), ...network.masks]),
  };
}
