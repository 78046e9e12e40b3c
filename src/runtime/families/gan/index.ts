// Generative adversarial networks, and how many modes of a mixture they find.
export { coverage, type Coverage } from "./coverage.ts";
export { gan, type Gan } from "./gan.ts";
export { ganLosses, type GanLoss, type GanLossName } from "./losses.ts";
export { grid, ring, type Modes } from "./modes.ts";
export type { GanOptions } from "./options.ts";
export { gradientPenalty } from "./penalty.ts";
export type { GanFit } from "./train.ts";
export type { GanTraining } from "./training.ts";
