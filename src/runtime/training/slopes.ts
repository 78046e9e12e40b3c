import {
  concat,
  gather,
  keep,
  tensor1d,
  tidy,
  variableGrads,
  zerosLike,
  type Scalar,
  type Tensor,
  type Tensor1D,
} from "../core/tf.ts";
import type { Observed } from "../diffusion/index.ts";
import type { Model } from "../networks/index.ts";
import type { Stream } from "../random/index.ts";
import { flatten } from "./flat.ts";
import type { Loss } from "./options.ts";

/** What a batch says: which way is down, and what was measured on the way. */
export interface Slopes {
  /** The gradients by all weights in a row; the caller's to dispose. */
  readonly row: Tensor1D;
  readonly loss: number;
  readonly gradNorm: number;
  /** The simple error of eps, where the loss knows it. */
  readonly eps?: number;
  /** L_t in nats by each example, where the loss knows it. */
  readonly terms?: readonly { readonly t: number; readonly nats: number }[];
}

/** The examples and what is random. */
interface Of {
  readonly data: Tensor;
  readonly condition: Tensor | undefined;
  readonly random: Stream;
}

/** Computes a loss and its gradients for the examples of a batch, and reads them once. */
export function slopesOf<M extends Model>(model: M, loss: Loss<M>, { data, condition, random }: Of) {
  const weights = Object.values(model.weights);
  const observe = loss.observed?.() ?? null;
  const dims = data.size / data.shape[0];
  const termAt = loss.nature?.termAt;

  const of = async (indices: Int32Array): Promise<Slopes> => {
    let seen: Observed | null = null;
    const valueOf = (batch: Tensor, told: Tensor | undefined): Scalar => {
      if (!observe) return loss(model, batch, random, told);
      seen = observe(model, batch, random, told);
      keep(seen.errors); // beyond the gradients' own tidy
      return seen.loss;
    };
    const { row, numbers } = tidy(() => {
      const chosen = tensor1d(indices, "int32");
      const told = condition && gather(condition, chosen);
      const { value, grads } = variableGrads(() => valueOf(gather(data, chosen), told), weights);
      // A weight that the loss does not reach has no gradient.
      const all = flatten(
        weights.map((weight) => (weight.name in grads ? grads[weight.name] : zerosLike(weight))),
      );
      const norm = all.square().sum<Scalar>().sqrt();
      const parts = [value, norm, ...(seen ? [seen.errors] : [])];
      return { row: all, numbers: concat(parts.map((x) => x.reshape<Tensor1D>([-1]))) };
    });
    const observed = seen as Observed | null; // set within the function above
    observed?.errors.dispose();
    const [lossNow, gradNorm, ...errors] = await numbers.data();
    numbers.dispose();
    const now = { row, loss: lossNow, gradNorm };
    if (!observed) return now;

    const { t, weights: counts } = observed;
    const eps = Array.from(t, (_, i) => errors[i] * (counts?.[i] ?? 1)).reduce((a, b) => a + b, 0) / t.length;
    if (!termAt) return { ...now, eps };
    const terms = Array.from(t, (at, i) => ({
      t: at,
      nats: dims * (termAt(at) ?? NaN) * errors[t.length + i],
    }));
    return { ...now, eps, terms };
  };
  /** Whether the loss says what it is made of. */
  return { of, observes: observe !== null };
}
