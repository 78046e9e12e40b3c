import { expectInteger } from "../../core/shape.ts";
import type { VarDistribution } from "../vars/distributions/index.ts";

/** How many numbers a parameter has. Throws a RangeError where that is not what its prior tells of. */
export function sizeOf(name: string, prior: VarDistribution, size?: number): number | null {
  if (size === undefined) return prior.length > 1 ? prior.length : null;
  expectInteger(`The size of "${name}"`, size, 1);
  if (prior.length !== 1 && prior.length !== size)
    throw new RangeError(`"${name}" has a size of ${size}, its prior is of ${prior.length} numbers`);
  return size;
}

/** Throws a RangeError where data does not lie where its distribution has its mass. */
export function expectData(name: string, of: VarDistribution, data: ArrayLike<number>): void {
  if (of.length !== 1 && of.length !== data.length)
    throw new RangeError(`"${name}" has ${data.length} observations, its distribution is of ${of.length}`);
  const { support } = of;
  for (let i = 0; i < data.length; i++) {
    const x = data[i];
    const fits =
      support.kind === "positive"
        ? x > 0
        : support.kind === "interval"
          ? x >= support.low && x <= support.high
          : support.kind === "whole"
            ? Number.isInteger(x) && x >= support.low && x <= support.high
            : Number.isFinite(x);
    if (!fits)
      throw new RangeError(`Observation ${i} of "${name}" is ${x}: a ${of.name} distribution never gives it`);
  }
}
