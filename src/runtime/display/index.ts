// Display: values shown under a cell, a sampler's frames while they are made. Pictures are drawn here; what a viewer
// gets is src/protocol's.
export { clearOutput } from "./clear-output.ts";
export { compareRuns, type Compared } from "./compare/compare.ts";
export { difference } from "./difference.ts";
export { display, type Displayed, type DisplayOptions } from "./display.ts";
export { progress, type ProgressBar, type ProgressOptions } from "./progress.ts";
export { table, type Cell, type Row, type RowsOptions, type RowsTable } from "./rows.ts";
export type { RunAbout } from "./run.ts";
export type { Samples } from "./samples.ts";
export { show } from "./show.ts";
export type { DifferenceOptions } from "./tensor/difference.ts";
export type { TensorOptions } from "./tensor/bundle.ts";
export type { TrajectoryOptions } from "./trajectory.ts";
