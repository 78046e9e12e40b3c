import { bayesianInference } from "./chapters/02-bayesian-inference.ts";
import { forwardProcess } from "./chapters/04-forward-process.ts";
import { reverseProcess } from "./chapters/05-reverse-process.ts";
import { trainingAndSampling } from "./chapters/06-training-and-sampling.ts";
import { fastSamplers } from "./chapters/07-ddim-and-fast-samplers.ts";
import { fidAndClip } from "./chapters/12-fid-and-clip.ts";
import { prototypeALoss } from "./chapters/13-prototype-a-loss.ts";
import type { Exercise } from "./exercise.ts";

/** All of them, by chapter and number: "4.2". */
export const exercises: Readonly<Record<string, Exercise>> = {
  ...bayesianInference,
  ...forwardProcess,
  ...reverseProcess,
  ...trainingAndSampling,
  ...fastSamplers,
  ...fidAndClip,
  ...prototypeALoss,
};

/** Throws a RangeError for an exercise that there is not. */
export function exerciseOf(name: string): Exercise {
  if (Object.hasOwn(exercises, name)) return exercises[name];
  throw new RangeError(`There is no exercise "${name}". There are: ${Object.keys(exercises).join(", ")}`);
}
