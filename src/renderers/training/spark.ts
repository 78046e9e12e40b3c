import { h, say, set, svg } from "../dom/element.ts";
import { linear } from "../scale/linear.ts";
import { columnMeans } from "../scale/mean.ts";
import { thin, type Points } from "../scale/thin.ts";
import { brief } from "../text/number.ts";
import type { Growing } from "./series.ts";

const height = 76;
const across = 400;

/** A small line over all planned steps with its newest value: no axes, it shows a course and not numbers. */
export function spark(name: string) {
  const value = h("span", { class: "nb-strong nb-push" });
  const every = svg("path", { class: "nb-every" });
  const mean = svg("path");
  const drawing = svg(
    "svg",
    { viewBox: `0 0 ${across} ${height}`, preserveAspectRatio: "none", role: "img", "aria-label": name },
    every,
    mean,
  );
  const title = h("div", { class: "nb-bar nb-small" }, h("span", { class: "nb-2" }, name), value);
  const element = h("div", { class: "nb-spark" }, title, drawing);
  let most = 0;
  return {
    element,
    draw({ steps, values }: Growing, planned: number): void {
      const extent = [0, Math.max(1, planned)] as const;
      const all = thin(steps, values, across / 2, extent);
      // 99 % of the values decide the height: one spike at the start does not flatten the rest.
      const sorted = all.y.filter(Number.isFinite).sort((a, b) => a - b);
      most = Math.max(most, sorted[Math.floor((sorted.length - 1) * 0.99)] ?? 0);
      const x = linear(extent, [0, across]);
      const y = linear([0, most || 1], [height - 1, 6]);
      set(every, { d: path(all, x, y) });
      set(mean, { d: path(columnMeans(steps, values, across / 4, extent), x, y) });
      const last = values.at(-1);
      say(value, last === undefined ? "\u2013" : brief(last));
    },
  };
}

/** A line that breaks where values are missing and leaves through the top where they are too large. */
function path(points: Points, x: (v: number) => number, y: (v: number) => number): string {
  let pen = "M";
  const parts = points.x.map((step, k) => {
    const value = points.y[k];
    if (!Number.isFinite(value)) {
      pen = "M";
      return "";
    }
    const part = `${pen}${x(step).toFixed(1)} ${Math.max(0, y(value)).toFixed(2)}`;
    pen = "L";
    return part;
  });
  return parts.join("");
}
