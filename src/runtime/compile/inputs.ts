import type { Tensor } from "@tensorflow/tfjs-core";

/** A kernel's inputs as tfjs hands them over: by name, or as a list. */
export type KernelInputs = Record<string, Tensor | null | undefined> | readonly Tensor[];

/** Their names in a fixed order; null for a list. */
export const keysOf = (inputs: KernelInputs): readonly string[] | null =>
  Array.isArray(inputs) ? null : Object.keys(inputs);

export const listOf = (inputs: KernelInputs): readonly (Tensor | null | undefined)[] =>
  Array.isArray(inputs) ? (inputs as Tensor[]) : Object.values(inputs as Record<string, Tensor>);
