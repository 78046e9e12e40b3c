import { unpackFloats, type Curve } from "../../protocol/index.ts";
import { svg } from "../dom/element.ts";
import { linear } from "../scale/linear.ts";
import { plainTick } from "../scale/tick-rows.ts";
import { linearTicks } from "../scale/ticks.ts";
import { brief } from "../text/number.ts";
import { margin, stepAxes } from "./axes.ts";

export const curveHeight = 148;
const bottom = curveHeight - margin.bottom;

/**
 * A quantity over steps with two standard errors about it, and where it is in the end. A quantity that comes from far away
 * would be a flat line: the axis holds what it is after the first tenth, and the way there is cut off below.
 */
export function curveChart(curve: Curve, width: number): SVGElement {
  const [steps, mean, error] = [curve.steps, curve.mean, curve.error].map((packed) => unpackFloats(packed));
  const label = `${curve.name} in ${curve.unit} by step`;
  const window = windowOf(curve, mean, error);
  if (!window || steps.length === 0)
    return svg("svg", { width, height: curveHeight, role: "img", "aria-label": label });
  const [first, last] = [steps[0], Math.max(steps[0] + 1, steps[steps.length - 1])];
  const x = linear([first, last], [margin.left, width - margin.right]);
  const y = linear(window, [bottom, margin.top]);
  const clip = `nb-curve-${Math.random().toString(36).slice(2)}`;
  const axes = stepAxes({
    height: curveHeight,
    right: width - margin.right,
    x,
    y,
    steps: [first, last],
    ticks: linearTicks(...window, 4),
    text: plainTick,
  });
  const { end } = curve;
  return svg(
    "svg",
    {
      width,
      height: curveHeight,
      role: "img",
      "aria-label": end ? `${label}, in the end ${brief(end.value)}` : label,
    },
    svg(
      "clipPath",
      { id: clip },
      svg("rect", {
        x: margin.left,
        y: 0,
        width: Math.max(0, width - margin.left - margin.right),
        height: bottom,
      }),
    ),
    ...axes.behind,
    svg(
      "g",
      { "clip-path": `url(#${clip})` },
      svg("path", { class: "nb-band", d: bandOf(steps, mean, error, x, y) }),
      svg("path", { class: "nb-curve", d: lineOf(steps, mean, x, y) }),
      end
        ? svg("line", {
            class: "nb-end",
            x1: margin.left,
            x2: width - margin.right,
            y1: y(end.value),
            y2: y(end.value),
          })
        : null,
    ),
    ...axes.below,
  );
}

type Numbers = ArrayLike<number>;
type Scale = (value: number) => number;

/** What the axis holds; null where nothing is finite. */
export function windowOf(
  { end }: Pick<Curve, "end">,
  mean: Numbers,
  error: Numbers,
): [number, number] | null {
  const late = Array.from(mean, (value, k) => ({ value, se: error[k] })).slice(Math.floor(mean.length / 10));
  const values = late.flatMap(({ value, se }) =>
    Number.isFinite(se) ? [value - 2 * se, value + 2 * se] : [value],
  );
  const known = [...values, ...(end ? [end.value - 2 * end.error, end.value + 2 * end.error] : [])].filter(
    Number.isFinite,
  );
  if (known.length === 0) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  return [low - room, high + room];
}

/** A line that breaks where a value is not finite. */
export function lineOf(steps: Numbers, mean: Numbers, x: Scale, y: Scale): string {
  let open = false;
  return Array.from(mean, (value, k) => {
    if (!Number.isFinite(value)) return ((open = false), "");
    const command = open ? "L" : "M";
    open = true;
    return `${command}${x(steps[k]).toFixed(1)} ${y(value).toFixed(1)}`;
  }).join("");
}

function bandOf(steps: Numbers, mean: Numbers, error: Numbers, x: Scale, y: Scale): string {
  const known = Array.from(mean, (_, k) => k).filter(
    (k) => Number.isFinite(mean[k]) && Number.isFinite(error[k]),
  );
  if (known.length < 2) return "";
  const at = (k: number, sign: number): string =>
    `${x(steps[k]).toFixed(1)} ${y(mean[k] + 2 * sign * error[k]).toFixed(1)}`;
  const back = known.toReversed();
  return `M${[...known.map((k) => at(k, 1)), ...back.map((k) => at(k, -1))].join("L")}Z`;
}
