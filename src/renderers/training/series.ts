import { unpackFloats, type Series } from "../../protocol/index.ts";

/** A quantity by step that grows while a run goes on. Steps ascend. */
export interface Growing {
  readonly steps: number[];
  readonly values: number[];
}

export const empty = (): Growing => ({ steps: [], values: [] });

/** Appends what lies after the last step and says how many values that were. Throws where the data is damaged. */
export function append(growing: Growing, series: Series): number {
  const steps = unpackFloats(series.steps);
  const values = unpackFloats(series.values);
  if (steps.length !== values.length) {
    throw new RangeError(`it has ${steps.length} steps but ${values.length} values`);
  }
  const before = growing.steps.length;
  let last = growing.steps.at(-1) ?? -Infinity;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i];
    if (!(step > last)) continue;
    growing.steps.push(step);
    growing.values.push(values[i]);
    last = step;
  }
  return growing.steps.length - before;
}
