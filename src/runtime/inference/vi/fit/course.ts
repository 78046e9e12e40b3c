import { packFloats } from "../../../../protocol/floats.ts";
import type { Curve } from "../../../../protocol/table.ts";
import { mean, variance } from "../../diagnostics/chains.ts";

/** Points of a curve at most, and steps of each at least: fewer tell nothing of their error. */
const [most, least] = [100, 8];

/** Means of equally many steps, each with its standard error as if the steps were independent. */
export interface Blocks {
  /** The middle of each block, counted from 1. */
  readonly steps: Float64Array;
  readonly mean: Float64Array;
  /** NaN of a block of one step. */
  readonly error: Float64Array;
}

export function blocksOf(values: Float64Array): Blocks {
  const each = Math.max(least, Math.ceil(values.length / most));
  const count = Math.ceil(values.length / each);
  const blocks = Array.from({ length: count }, (_, k) => values.subarray(k * each, (k + 1) * each));
  return {
    steps: Float64Array.from(blocks, (block, k) => k * each + (block.length + 1) / 2),
    mean: Float64Array.from(blocks, mean),
    error: Float64Array.from(blocks, (block) =>
      block.length > 1 ? Math.sqrt(variance(block) / block.length) : NaN,
    ),
  };
}

/** How the ELBO rose, and what it is in the end. */
export function elboCurve(trace: Float64Array, end: { value: number; se: number }): Curve {
  const { steps, mean: means, error } = blocksOf(trace);
  const finite = Number.isFinite(end.value) && Number.isFinite(end.se);
  return {
    name: "ELBO",
    unit: "nats",
    steps: packFloats(steps, "float32"),
    mean: packFloats(means, "float32"),
    error: packFloats(error, "float32"),
    end: finite ? { value: end.value, error: end.se } : null,
  };
}
