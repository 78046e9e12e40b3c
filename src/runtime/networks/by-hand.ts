import { engine, getBackend, getKernel, type KernelConfig } from "../core/tf.ts";

/** Whether the backend has a kernel of ours under this name. */
export const hasKernel = (name: string): boolean =>
  (getKernel(name, getBackend()) as KernelConfig | undefined) !== undefined; // tfjs types it as if it could not fail

/**
 * Whether a gradient is taken of a gradient. One written by hand is right for the inner of the two alone: what it has
 * saved is cut off from the input for the outer one, which would be silently wrong.
 */
export const isNested = (): boolean => engine().state.gradientDepth > 1;
