import type { Elbo } from "../../protocol/index.ts";
import { h, svg } from "../dom/element.ts";
import { linear } from "../scale/linear.ts";
import { tickRows } from "../scale/tick-rows.ts";
import { thin } from "../scale/thin.ts";
import { tickLabels, timeTicks } from "../scale/tick-labels.ts";
import { decadesAround, linearTicks, logTicks } from "../scale/ticks.ts";
import { brief, minus, whole } from "../text/number.ts";
import type { Terms } from "./terms.ts";

export type Axis = "t" | "log t" | "log-SNR";

const height = 208;
const margin = { left: 40, right: 8, top: 8, bottom: 20 };

/** The terms by t on a logarithmic axis, L_0 and L_T as bars at the ends. An area here is no share of the bound. */
export function termChart(bound: Elbo, terms: Terms, axis: Axis, width: number): HTMLElement {
  const bitsOf = (nats: number): number => nats / bound.dims / Math.LN2;
  const [decoder, prior] = [bitsOf(bound.decoder), bitsOf(bound.prior)];
  const positive = [...terms.bits, decoder, prior].filter((value) => value > 0 && Number.isFinite(value));
  const where = placesOf(bound, terms, axis);
  if (!positive.length || !where.at.length) return h("div", { class: "nb-2" }, "There are no terms to draw.");

  const [low, high] = decadesAround(positive);
  const bottom = height - margin.bottom;
  const x = linear(where.extent, [margin.left, width - margin.right]);
  const toY = linear([Math.log10(low), Math.log10(high)], [bottom, margin.top]);
  const y = (value: number): number => toY(Math.log10(Math.max(value, low)));

  const rows = tickRows(logTicks(low, high), y, margin.left, width - margin.right);
  const columns = tickLabels(
    where.ticks.map(([value, text]) => [x(value), text] as const),
    height - 4,
  );
  const points = thin(where.at, where.bits, width / 2, where.extent);
  const path = points.x
    .map((value, k) => `${k ? "L" : "M"}${x(value).toFixed(1)} ${y(points.y[k]).toFixed(1)}`)
    .join("");
  const ends = [points.x[0], points.x[points.x.length - 1]].map((value) => x(value).toFixed(1));
  const bar = (value: number, at: number, role: string, name: string, left: boolean) =>
    value > 0
      ? [
          svg("rect", {
            class: role,
            x: left ? at : at - 4,
            width: 4,
            y: y(value),
            height: Math.max(bottom - y(value), 1),
          }),
          svg(
            "text",
            {
              class: "nb-mark",
              x: left ? at + 10 : at - 10,
              y: Math.max(
                Math.min(y(value), y(where.bits[left ? 0 : where.bits.length - 1])) - (left ? -4 : 8),
                12,
              ),
              "text-anchor": left ? "start" : "end",
            },
            name,
            svg("tspan", { dy: 3, "font-size": 9 }, left ? "0" : "T"),
            svg("tspan", { dy: -3 }, ` ${brief(value)}`),
          ),
        ]
      : [];
  const [first, last] = where.turned
    ? [width - margin.right, margin.left]
    : [margin.left, width - margin.right];
  const drawing = svg(
    "svg",
    { width, height, role: "img", "aria-label": "Terms of the bound by t" },
    ...rows,
    svg("path", { class: "nb-area", d: `${path}L${ends[1]} ${bottom}L${ends[0]} ${bottom}z` }),
    svg("path", { class: "nb-line", d: path }),
    ...bar(decoder, first, "nb-decoder", "L", !where.turned),
    ...bar(prior, last, "nb-prior", "L", where.turned),
    svg("line", { class: "nb-axis-line", x1: margin.left, x2: width - margin.right, y1: bottom, y2: bottom }),
    ...columns,
  );
  return h("div", { class: "nb-terms" }, drawing);
}

/** Where terms stand along the axis, ascending, and its marks. */
function placesOf({ steps }: Elbo, { t, logSnr, bits }: Terms, axis: Axis) {
  const most = steps ?? 1;
  // NaN and what lies beyond the schedule have no place; that they are there is said above.
  const all = Array.from(t, (value, k) => ({ t: value, logSnr: logSnr[k], bits: bits[k] })).filter(
    (term) => Number.isFinite(term.bits) && term.t >= 0 && term.t <= Math.max(most, 2),
  );
  if (axis === "log-SNR") {
    const kept = all.filter((term) => Number.isFinite(term.logSnr)).reverse();
    const extent = [kept[0]?.logSnr ?? 0, kept.at(-1)?.logSnr ?? 1] as const;
    const ticks = linearTicks(...extent).map((tick) => [tick, minus(String(tick))] as const);
    return {
      at: kept.map((term) => term.logSnr),
      bits: kept.map((term) => term.bits),
      extent,
      ticks,
      turned: true,
    };
  }
  const [low, high] = steps === null ? [all[0]?.t ?? 0, 1] : [1, Math.max(steps, 2)];
  const named = steps === null ? brief : whole;
  if (axis === "log t") {
    const from = Math.log10(Math.max(low, 1e-6));
    const ticks = logTicks(Math.max(low, 1e-6), high).map((tick) => [Math.log10(tick), named(tick)] as const);
    const at = all.map((term) => Math.log10(Math.max(term.t, 1e-6)));
    return { at, bits, extent: [from, Math.log10(high)] as const, ticks, turned: false };
  }
  const extent = [low, high] as const;
  return { at: all.map((term) => term.t), bits, extent, ticks: timeTicks(extent, named), turned: false };
}
