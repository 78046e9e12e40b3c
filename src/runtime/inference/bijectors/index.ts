// Bijectors: smooth maps with log-determinants, and those that lead from unconstrained numbers to a support.
export type { Bijector, ScalarBijector } from "./bijector.ts";
export { constraint } from "./constraint.ts";
export { eachBijector } from "./each.ts";
export { orderedBijector } from "./ordered.ts";
export { positiveDefiniteBijector } from "./positive-definite.ts";
export {
  affineBijector,
  chainBijector,
  expBijector,
  identityBijector,
  intervalBijector,
  sigmoidBijector,
  softplusBijector,
} from "./scalar.ts";
export { simplexBijector } from "./simplex.ts";
