// How far the draws of a Markov chain, or importance weights, can be trusted.
export { autocorrelation } from "./autocorrelation.ts";
export { bfmi } from "./bfmi.ts";
export type { Chains } from "./chains.ts";
export { essBulk, essMean, essQuantile, essSd, essTail } from "./ess.ts";
export { hdi } from "./hdi.ts";
export { mcseMean, mcseQuantile, mcseSd } from "./mcse.ts";
export { loo, waic, type LogLikelihood, type Loo, type Predictive, type Waic } from "./predictive.ts";
export { psis, type Psis } from "./psis.ts";
export { bulkRHat, foldedRHat, rHat, splitRHat } from "./r-hat.ts";
export { summary, type Summary, type SummaryRow } from "./summary.ts";
