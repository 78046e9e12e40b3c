import type { Claim } from "../../protocol/index.ts";
import { svg } from "../dom/element.ts";
import { linear } from "../scale/linear.ts";
import { tickRows, tickText } from "../scale/tick-rows.ts";
import { logTicks } from "../scale/ticks.ts";
import { minus } from "../text/number.ts";

const height = 124;
const margin = { left: 44, right: 44, top: 12, bottom: 20 };

/** The errors' range in whole powers of ten, the limit within it. */
export function rangeOf({ errors, limit }: Pick<Claim, "errors" | "limit">): [number, number] {
  const seen = errors.map(({ error }) => error).filter((error) => error !== null && error > 0) as number[];
  const all = [limit, ...seen];
  const low = Math.floor(Math.log10(all.reduce((a, b) => Math.min(a, b))) - 0.2);
  return [low, Math.ceil(Math.log10(all.reduce((a, b) => Math.max(a, b))) + 0.2)];
}

/** Which labels have room: the first, the worst, and others apart from them. */
export function labelled(labels: readonly string[], worst: number, width: number): Set<number> {
  const needed = Math.max(...labels.map(({ length }) => length)) * 7 + 12;
  const every = Math.max(1, Math.ceil((needed * labels.length) / width));
  const kept = labels.map((_, k) => k).filter((k) => k % every === 0 && Math.abs(k - worst) >= every);
  return new Set([...kept, worst]);
}

/** The largest error at each value of the axis, on a logarithmic axis with the limit as a dashed line. */
export function errorChart(claim: Claim, width: number): SVGElement {
  const { errors, limit, worst, axis } = claim;
  const [low, high] = rangeOf(claim);
  const bottom = height - margin.bottom;
  const toY = linear([low, high], [bottom, margin.top]);
  const y = (error: number): number => toY(Math.log10(error));
  const slot = (width - margin.left - margin.right) / errors.length;
  const x = (k: number): number => margin.left + (k + 0.5) * slot;
  const bar = Math.max(1, Math.min(24, slot * 0.6));

  const rows = tickRows(logTicks(10 ** low, 10 ** high, 3), y, margin.left, width - margin.right);
  const bars = errors.flatMap(({ error }, k) => {
    const fails = error === null || error > limit;
    const top = error === null ? margin.top : error > 0 ? Math.min(y(error), bottom - 1) : bottom;
    const rect = { x: x(k) - bar / 2, y: top, width: bar, height: bottom - top };
    const marked = k === worst.at && fails;
    return [
      svg("rect", { class: fails ? "nb-bar-fails" : "nb-bar-holds", ...rect }),
      marked ? svg("path", { class: "nb-marker", d: `M${x(k)} ${top - 3}l-4 -6h8z` }) : null,
    ];
  });
  const shown = labelled(
    errors.map(({ at }) => at),
    worst.at,
    width - margin.left - margin.right,
  );
  const labels = errors.map(({ at }, k) =>
    shown.has(k) && axis !== null
      ? svg(
          "text",
          { x: x(k), y: height - 4, "text-anchor": "middle", class: k === worst.at ? "nb-worst" : null },
          minus(k === 0 ? `${axis} = ${at}` : at),
        )
      : null,
  );
  return svg(
    "svg",
    { class: "nb-errors", width, height, role: "img", "aria-label": `Largest error by ${axis ?? "point"}` },
    ...rows,
    ...bars,
    svg("line", { class: "nb-axis-line", x1: margin.left, x2: width - margin.right, y1: bottom, y2: bottom }),
    svg("line", { class: "nb-limit", x1: margin.left, x2: width - margin.right, y1: y(limit), y2: y(limit) }),
    svg("text", { x: width - margin.right + 4, y: y(limit) + 4 }, tickText(limit)),
    ...labels,
  );
}
