import type { BayesModel } from "../../programs/index.ts";
import type { Target } from "../../targets/target.ts";
import type { Var } from "../../vars/index.ts";
import type { Family } from "../guides/guide.ts";
import { traceOfForm } from "../var/matrix.ts";
import type { Estimator } from "./estimator.ts";
import { normalOf } from "./normal-of.ts";
import type { Bound } from "./objective.ts";

/** What of the ELBO an estimator knows exactly; null where it knows nothing. Throws a RangeError where there is no such form. */
export function closedForms(
  estimator: Estimator,
  family: Family,
  target: Target | BayesModel,
): Required<Pick<Bound, "closed" | "sampled">> | null {
  if (estimator !== "closedFormEntropy" && estimator !== "closedFormKl") return null;
  const { normal } = family;
  if (!normal)
    throw new RangeError(`"${estimator}" is of normal guides, and the guide "${family.name}" is none`);
  if (estimator === "closedFormEntropy")
    return { sampled: target, closed: (params) => normal(params).entropy };
  if (!("prior" in target))
    throw new RangeError(
      `"closedFormKl" tells a prior from a likelihood, which a density does not: write it as a program, or use "closedFormEntropy"`,
    );
  const prior = normalOf(target.prior);
  if (!prior)
    throw new RangeError(
      `"closedFormKl" is of a prior that is normal in unconstrained space, and this program's is not: use "closedFormEntropy"`,
    );
  return {
    sampled: likelihood(target),
    closed(params: Var) {
      const { mean, entropy, spread } = normal(params);
      const away = mean.sub(prior.mean);
      const expected = traceOfForm(prior.precision, away).add(spread(prior.precision)).mul(-0.5);
      return expected.add(prior.peak).add(entropy);
    },
  };
}

/** A program's data alone, without its prior. */
const likelihood = (target: BayesModel): Target => ({
  ...target,
  logDensity: (position) => target.logDensity(position) - target.prior.logDensity(position),
  gradient(position) {
    const joint = target.gradient(position);
    const prior = target.prior.gradient(position);
    return {
      logDensity: joint.logDensity - prior.logDensity,
      gradient: joint.gradient.map((g, i) => g - prior.gradient[i]),
    };
  },
});
