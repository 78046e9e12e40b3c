// One report on samples: many measures beside each other with bootstrap intervals, and a look for memorisation.
export { evaluate } from "./evaluate.ts";
export type { Interval } from "./interval.ts";
export type { Measure } from "./measures/measure.ts";
export type { Memorisation, Nearest } from "./memorisation.ts";
export type { Captioned, EvaluateOptions, Metric, PerSample } from "./options.ts";
export type { Report, ReportAbout } from "./result.ts";
export type { Examples } from "./seen.ts";
