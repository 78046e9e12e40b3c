import { expectInteger } from "../../../core/shape.ts";
import { tidy, type Tensor } from "../../../core/tf.ts";
import { stream as streamOf, type Stream } from "../../../random/index.ts";
import { asTensor } from "./as-tensor.ts";
import { closedForms } from "./closed-forms.ts";
import type { Parameters, TensorDistribution } from "./distribution.ts";

/** KL divergences in nats [...batch], differentiable, and which way they were found. */
export type TensorKl =
  | { readonly method: "closed form"; readonly value: Tensor }
  | {
      readonly method: "monte carlo";
      readonly value: Tensor;
      readonly standardError: Tensor;
      readonly draws: number;
    };

/**
 * KL(p || q) in nats of each of a batch: the closed form where both are of one family that has one, else the mean of ln p(x) -
 * ln q(x) over draws x of p, 100 unless given, with its standard error. The result says which. Draws come from `stream`, or
 * from seed 0. Throws a RangeError for fewer than 2 draws, and an Error where p is not drawn differentiably and there is no
 * closed form: gradients through such draws would be wrong.
 */
export function kl(
  p: TensorDistribution,
  q: TensorDistribution,
  { draws = 100, stream = streamOf(0) }: { draws?: number; stream?: Stream } = {},
): TensorKl {
  expectInteger("draws", draws, 2);
  const closedForm = p.name === q.name && closedForms.get(p.name);
  if (closedForm) {
    const value = tidy(() => closedForm(tensorsOf(p.parameters), tensorsOf(q.parameters)));
    return { method: "closed form", value };
  }
  if (!p.reparameterized) {
    throw new Error(
      `KL(${p.name} || ${q.name}) has no closed form, and ${p.name} is not drawn differentiably: draw with sample()`,
    );
  }
  const [value, standardError] = tidy(() => {
    const x = p.sample(stream, [draws]);
    const each = p.logProb(x).sub<Tensor>(q.logProb(x));
    const mean = each.mean(0);
    const error = each
      .sub<Tensor>(mean)
      .square<Tensor>()
      .sum(0)
      .div<Tensor>((draws - 1) * draws)
      .sqrt();
    return [mean, error] as [Tensor, Tensor];
  });
  return { method: "monte carlo", value, standardError, draws };
}

const tensorsOf = (parameters: Readonly<Record<string, Parameters>>): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, asTensor(value)]));
