import type { Model } from "../networks/index.ts";
import type { Metric } from "./options.ts";

/** Each number of a person's own, one after the other. Throws a TypeError, which names it, for what is no number. */
export async function measured<M extends Model>(
  metrics: Readonly<Record<string, Metric<M>>>,
  model: M,
  step: number,
): Promise<readonly (readonly [name: string, value: number])[]> {
  const all: [string, number][] = [];
  for (const [name, metric] of Object.entries(metrics)) {
    const value: unknown = await metric(model, step);
    if (typeof value !== "number")
      throw new TypeError(`The metric "${name}" gives ${typeof value} where a number is needed`);
    all.push([name, value]);
  }
  return all;
}
