// How far samples are from data: Fréchet distance and its kin, of feature vectors, in float64.
export type { Features } from "./features.ts";
export { frechetDistance, type FrechetDistance, type FrechetOptions } from "./frechet/distance.ts";
export { loadStatistics, saveStatistics } from "./statistics/npz.ts";
export type { RunningStatistics } from "./statistics/running.ts";
export { statistics, type Statistics, type StatisticsOptions } from "./statistics/statistics.ts";
