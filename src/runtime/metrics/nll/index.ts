// Negative log-likelihoods in one vocabulary, whatever they were found by.
export { nll, type Nll, type NllKind, type NllOptions } from "./nll.ts";
export { parzen, type ParzenNll, type ParzenOptions } from "./parzen.ts";
export { nllTable, type NllTable } from "./table.ts";
