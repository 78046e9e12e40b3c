// Display: values shown under a cell, a sampler's frames while they are made. Pictures are drawn here; what a viewer
// gets is src/protocol's.
export type { Samples } from "./samples.ts";
export { show } from "./show.ts";
export type { TrajectoryOptions } from "./trajectory.ts";
