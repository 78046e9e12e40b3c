/** The logarithm of what a target's density adds up to. */
export interface Evidence {
  /** In nats: of a model its log marginal likelihood, as its program holds every constant. */
  logEvidence: number;
  /** Standard error in nats. */
  se: number;
}
