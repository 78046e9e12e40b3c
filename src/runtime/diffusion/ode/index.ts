// The probability-flow ODE: an adaptive solver on plain numbers, and the likelihood of data that it gives.
export { dormandPrince, type OdeOptions, type OdeSolution, type Slope } from "./dormand-prince.ts";
export { logLikelihood, type LogLikelihood, type LogLikelihoodOptions } from "./log-likelihood.ts";
export type { Trace } from "./probes.ts";
