/**
 * How a gradient by the variational parameters is estimated:
 * - reparameterised: through the draws, and through ln q's own parameters (1312.6114).
 * - stickingTheLanding: through the draws alone; no noise is left where q is the target (1703.09194).
 * - doublyReparameterised: through the draws alone, also where weights are normalised (1810.04152).
 * - scoreFunction: by ln q alone; needs no gradient of the target, and a baseline (1401.0118).
 * - closedFormEntropy: of a normal guide, ln p through the draws, the entropy exact.
 * - closedFormKl: of a normal guide and a normal prior, the likelihood through the draws, the rest exact (1312.6114).
 */
export type Estimator =
  | "reparameterised"
  | "stickingTheLanding"
  | "doublyReparameterised"
  | "scoreFunction"
  | "closedFormEntropy"
  | "closedFormKl";

/** What a score function's weights are lessened by, which leaves their mean gradient as it is. */
export type Baseline = "leaveOneOut" | "movingAverage" | "none";

const needs: Record<Estimator, { gradP: boolean; gradQ: boolean }> = {
  reparameterised: { gradP: true, gradQ: false },
  stickingTheLanding: { gradP: true, gradQ: true },
  doublyReparameterised: { gradP: true, gradQ: true },
  scoreFunction: { gradP: false, gradQ: true },
  closedFormEntropy: { gradP: true, gradQ: false },
  closedFormKl: { gradP: true, gradQ: false },
};

/** The gradients that an estimator asks for. */
export const needsOf = (estimator: Estimator) => needs[estimator];

/** Throws a RangeError for an estimator that an objective cannot have, with the reason. */
export function expectEstimator(
  objective: string,
  estimator: Estimator,
  allowed: readonly Estimator[],
  why: Partial<Record<Estimator, string>> = {},
): void {
  if (allowed.includes(estimator)) return;
  const reason = why[estimator];
  throw new RangeError(
    `${objective} cannot be estimated by "${estimator}"${reason ? `: ${reason}` : ""}. It can by ${allowed.join(", ")}`,
  );
}
