import { expectInteger } from "../../../core/shape.ts";
import { flat, type Rows } from "../../distributions/linear/rows.ts";
import type { Target } from "../../targets/target.ts";
import { concat, toVar, type Var } from "../../vars/index.ts";
import { placesOf } from "../var/places.ts";
import { mlp } from "../var/mlp.ts";
import type { Guide } from "./guide.ts";
import { independentNormals } from "./independent-normals.ts";

export interface AmortisedOptions {
  /** The parameter that has as many numbers for each datum, one datum after the other. */
  latent: string;
  /** What is known of each datum [data, features], such as its observations. */
  features: Rows;
  /** Units of the encoder's hidden layers; [16] unless given. */
  hidden?: readonly number[];
}

export interface Amortised extends Guide {
  /**
   * Means and standard deviations of a datum's latent numbers in unconstrained space, of features that need not be among
   * those of the fit, by its `params`.
   */
  encode(
    target: Target,
    params: Float64Array,
    features: ArrayLike<number>,
  ): { mean: Float64Array; std: Float64Array };
}

/**
 * A normal distribution for each datum's latent numbers whose means and deviations one perceptron reads off the datum's
 * features (1312.6114), so that a new datum needs no fit; all other parameters have a mean-field normal of their own. Throws
 * a RangeError where the latent parameter has no whole number of entries for each datum.
 */
export function amortised({ latent, features, hidden = [16] }: AmortisedOptions): Amortised {
  const name = "amortised normal";
  if (features.length === 0) throw new RangeError("features of an amortised guide are of at least one datum");
  hidden.forEach((width) => expectInteger("hidden", width, 1));
  const data = features.length;
  const wide = features[0].length;
  const x = flat("an amortised guide", "features", features, data, wide);
  const layout = (target: Target) => {
    const local = placesOf(target, latent);
    const each = local.length / data;
    if (!Number.isInteger(each))
      throw new RangeError(
        `"${latent}" has ${local.length} unconstrained numbers: no whole number for each of ${data} data`,
      );
    const shared = Array.from({ length: target.dim }, (_, i) => i).filter((i) => !local.includes(i));
    return { local, each, shared, net: mlp([wide, ...hidden, 2 * each]) };
  };
  return {
    name,
    encode(target, params, of) {
      const { each, shared, net } = layout(target);
      if (of.length !== wide)
        throw new RangeError(`features of a datum are ${wide} numbers, not ${of.length}`);
      const output = net.apply(toVar(params.slice(2 * shared.length)), toVar(of)).value;
      return { mean: output.slice(0, each), std: output.slice(each).map(Math.exp) };
    },
    on(target) {
      const { dim } = target;
      const { local, each, shared, net } = layout(target);
      const global = shared.length;
      const size = 2 * global + net.size;
      // The order of means: those that are shared, then datum after datum.
      const order = [...shared, ...local];
      const places = Array.from({ length: dim }, (_, i) => order.indexOf(i));
      const normalAt = (params: Var): { mean: Var; logStd: Var } => {
        const weights = params.slice(2 * global, net.size);
        // Of each datum its means, then its logarithms of deviations.
        const outputs = net.apply(weights, toVar(x));
        const half = (begin: number) =>
          outputs.gather(
            Array.from(
              { length: data * each },
              (_, k) => Math.floor(k / each) * 2 * each + begin + (k % each),
            ),
          );
        const joined = (own: Var, begin: number) => concat([own, half(begin)]).gather(places);
        return {
          mean: joined(params.slice(0, global), 0),
          logStd: joined(params.slice(global, global), each),
        };
      };
      return {
        name,
        dim,
        size,
        init(centre, scale, random) {
          const weights = net.init(random);
          // The last biases: means are 0, deviations as wide as asked.
          weights.fill(Math.log(scale), weights.length - each);
          return Float64Array.from([
            ...shared.map((i) => centre[i]),
            ...shared.map(() => Math.log(scale)),
            ...weights,
          ]);
        },
        ...independentNormals(dim, normalAt),
      };
    },
  };
}
