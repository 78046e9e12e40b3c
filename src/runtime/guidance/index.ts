// Guidance: functions from denoisers to a denoiser, which any sampler takes, and samplers that need a way of their own.
export { classifier } from "./classifier.ts";
export { classifierFree, classifierFreeInOneBatch, type ClassifierFreeOptions } from "./classifier-free.ts";
export { inpaint } from "./inpaint.ts";
export { interpolate, type InterpolateOptions } from "./interpolate.ts";
export { reconstruction, type ReconstructionOptions } from "./reconstruction.ts";
export type { Known } from "./region.ts";
export { repaint, type RepaintOptions } from "./repaint.ts";
export { sdedit, type SdeditOptions } from "./sdedit.ts";
export { slerp } from "./slerp.ts";
