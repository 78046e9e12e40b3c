import { svg } from "../dom/element.ts";
import { linearTicks } from "./ticks.ts";

type Label = readonly [at: number, text: string];

/** Numbers below a chart, on a line at `y`: the first and the last within it. */
export const tickLabels = (labels: readonly Label[], y: number): SVGElement[] =>
  labels.map(([x, text], k) => {
    const anchor = k === 0 ? "start" : k === labels.length - 1 ? "end" : "middle";
    return svg("text", { x, y, "text-anchor": anchor }, text);
  });

/** Ticks of t with their texts, from where it begins: "t = 1", then those that have room beside it. */
export function timeTicks([low, high]: readonly [number, number], named: (t: number) => string): Label[] {
  const others = linearTicks(low, high).filter((tick) => tick > low + 0.08 * (high - low));
  return [[low, `t = ${named(low)}`], ...others.map((tick) => [tick, named(tick)] as const)];
}
