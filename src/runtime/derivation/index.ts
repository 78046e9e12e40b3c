// Derivations: equations that are checked. Both sides are evaluated at random points, and a cell fails where they differ.
export { claim, type ClaimOptions } from "./claim.ts";
export { ClaimFailed } from "./claim-failed.ts";
export type { Difference, Measure } from "./difference.ts";
export { integers, normal, uniform, type Distribution } from "./distribution.ts";
export type { Estimate } from "./estimate.ts";
export { expectation, type ExpectationOptions } from "./expectation.ts";
export type { Over, Point } from "./over.ts";
export type { Claim, ErrorAt } from "./result.ts";
