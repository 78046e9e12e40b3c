import { h, say, set, svg } from "../dom/element.ts";
import { linear } from "../scale/linear.ts";
import { columnMeans } from "../scale/mean.ts";
import { thin, type Points } from "../scale/thin.ts";
import { brief } from "../text/number.ts";
import type { Growing } from "./series.ts";
import { grown, type Window } from "../scale/window.ts";

const height = 76;
const across = 400;

/** What a small line shows: from 0 up, as a size is, or between the extremes of what was measured. */
type From = "zero" | "least";

/** Small lines over all planned steps, one for each run, with their newest values: a course and not numbers. */
export function spark(name: string, runs: number, from: From = "zero") {
  const value = h("span", { class: "nb-strong nb-push nb-cut" });
  const every = svg("path", { class: "nb-every" });
  const means = Array.from({ length: runs }, (_, k) => svg("path", { class: `nb-run-${k}` }));
  const drawing = svg(
    "svg",
    { viewBox: `0 0 ${across} ${height}`, preserveAspectRatio: "none", role: "img", "aria-label": name },
    every,
    ...means.toReversed(),
  );
  const title = h(
    "div",
    { class: "nb-bar nb-small" },
    h("span", { class: "nb-2 nb-cut", title: name }, name),
    value,
  );
  const element = h("div", { class: "nb-spark" }, title, drawing);
  let window: Window | null = null;
  return {
    element,
    /** `all` begins with this run; the others are those before it. */
    draw(all: readonly Growing[], planned: number): void {
      const extent = [0, Math.max(1, planned)] as const;
      const shown = all.map(({ steps, values }) => thin(steps, values, across / 2, extent));
      window = widened(window, shown, from);
      const x = linear(extent, [0, across]);
      const y = linear(window ?? [0, 1], [height - 1, 6]);
      const [own] = shown;
      // Every step of other runs would hide this one's.
      set(every, { d: all.length === 1 && own.x.length > 2 ? path(own, x, y) : "" });
      const alike = all.length > 1 && all.every((each) => isSame(each, all[0]));
      means.forEach((line, k) => {
        const one = all.at(k);
        const points =
          one && (k === 0 || !alike) ? columnMeans(one.steps, one.values, across / 4, extent) : null;
        set(line, { d: points ? path(points, x, y) : "" });
      });
      const last = all.map(({ values }) => values.at(-1)).map((v) => (v === undefined ? "\u2013" : brief(v)));
      say(value, alike && last[0] !== "\u2013" ? `${last[0]}, same` : last.join(", "));
    },
  };
}

/** Whether one series has the values of another at the steps of both. */
function isSame(a: Growing, b: Growing): boolean {
  if (a === b) return true;
  let [i, j, common] = [0, 0, 0];
  // Steps ascend in both: a run may have a hundred thousand, and this is asked with every drawing.
  while (i < a.steps.length && j < b.steps.length) {
    if (a.steps[i] < b.steps[j]) i++;
    else if (a.steps[i] > b.steps[j]) j++;
    else {
      const [one, other] = [a.values[i++], b.values[j++]];
      if (!(Math.abs(one - other) <= 1e-6 * Math.abs(one))) return false;
      common++;
    }
  }
  return common > 0;
}

/** What is seen stays where it is: a window only grows. */
function widened(before: Window | null, all: readonly Points[], from: From): Window | null {
  // 99 % of the values decide the height: one spike at the start does not flatten the rest.
  const sorted = all.flatMap(({ y }) => y.filter(Number.isFinite)).sort((a, b) => a - b);
  if (sorted.length === 0) return before;
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)];
  const least = Math.min(at(0), 0);
  const [low, high] = from === "zero" ? [least, Math.max(at(0.99), 0)] : [at(0), at(1)];
  const next: Window =
    low === high ? [low - (Math.abs(low) || 1), high + (Math.abs(high) || 1)] : [low, high];
  const seen = grown(before, next) ?? next;
  return from === "zero" && least === 0 ? [0, seen[1]] : seen;
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
