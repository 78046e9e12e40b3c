// Guidance: functions from denoisers to a denoiser, which any sampler takes, and samplers that need a way of their own.
export { classifier } from "./classifier.ts";
export { classifierFree, classifierFreeInOneBatch, type ClassifierFreeOptions } from "./classifier-free.ts";
export { inpaint } from "./inpaint.ts";
export { reconstruction, type ReconstructionOptions } from "./reconstruction.ts";
export type { Known } from "./region.ts";
export { slerp } from "./slerp.ts";
