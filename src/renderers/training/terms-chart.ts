import type { TermsByTime } from "../../protocol/index.ts";
import { h, say, svg } from "../dom/element.ts";
import { linear } from "../scale/linear.ts";
import { tickRows } from "../scale/tick-rows.ts";
import { tickLabels, timeTicks } from "../scale/tick-labels.ts";
import { decadesAround, logTicks } from "../scale/ticks.ts";
import { brief, whole } from "../text/number.ts";

const height = 120;
const margin = { left: 40, right: 8, top: 8, bottom: 20 };
const bottom = height - margin.bottom;

type Part = TermsByTime["parts"][number];

/** Nats of all terms together, as their parts estimate them; null until every part has been met. */
export function totalNats({ steps, parts }: TermsByTime): number | null {
  if (parts.some(({ nats }) => nats === null)) return null;
  // A part of continuous time is as long as it is; one of steps has so many terms.
  return parts.reduce(
    (sum, { from, to, nats }) => sum + (nats ?? 0) * (steps === null ? to - from : to - from + 1),
    0,
  );
}

/** The terms of the bound by t, a dash as long as its part of the schedule: which t the model still has to learn. */
export function termsChart() {
  const words = h("span", { class: "nb-2 nb-cut" });
  const total = h("span", { class: "nb-strong nb-push nb-line" });
  const place = h("div", { class: "nb-terms-chart" });
  const title = h(
    "div",
    { class: "nb-bar nb-small" },
    h("span", { class: "nb-strong nb-line" }, "Bound by t"),
    words,
    total,
  );
  const element = h("div", { class: "nb-terms-by-t", hidden: true }, title, place);
  return {
    element,
    draw(terms: TermsByTime | null): void {
      element.hidden = terms === null;
      if (!terms) return;
      const unit = terms.steps === null ? "nats per unit of t" : "nats of a step";
      const say0 = `${unit}, about the last 1,000 examples of each part, log axis`;
      say(words, say0);
      words.title = say0;
      const sum = totalNats(terms);
      say(total, sum === null ? "" : `${brief(sum)} nats in all`);
      const width = place.clientWidth;
      if (width > 0) place.replaceChildren(drawing(terms, width));
    },
  };
}

function drawing({ steps, parts }: TermsByTime, width: number): SVGElement {
  const known = parts.filter((part): part is Part & { nats: number } => part.nats !== null && part.nats > 0);
  const label = known.length
    ? `Terms of the bound by t: ${known.map(({ from, to, nats }) => `${ends(from, to)} ${brief(nats)}`).join("; ")}`
    : "Terms of the bound by t: none yet";
  const right = width - margin.right;
  const values = known.map(({ nats }) => nats);
  const [low, high] = decadesAround(values.length ? values : [0.1, 1]);
  // A step has a width of one.
  const extent =
    steps === null ? ([0, 1] as const) : ([parts[0]?.from ?? 1, (parts.at(-1)?.to ?? 1) + 1] as const);
  const x = linear(extent, [margin.left, right]);
  const up = linear([Math.log10(low), Math.log10(high)], [bottom, margin.top]);
  const y = (value: number): number => up(Math.log10(value));
  const dashes = known.map(({ from, to, nats, count }) => {
    const [left, end] = [x(from), x(steps === null ? to : to + 1)];
    const rect = svg("rect", {
      class: "nb-term",
      x: left,
      width: Math.max(1, end - left - 1),
      y: y(nats) - 1,
      height: 2,
    });
    const area = svg("rect", {
      class: "nb-term-target",
      x: left,
      width: Math.max(1, end - left),
      y: margin.top,
      height: bottom - margin.top,
    });
    area.append(svg("title", {}, `t ${ends(from, to)}: ${brief(nats)} nats, of ${whole(count)} examples`));
    return [rect, area];
  });
  const named = steps === null ? (tick: number) => String(tick) : whole;
  const below = timeTicks(extent, named).map(([tick, text]) => [x(tick), text] as const);
  return svg(
    "svg",
    { width, height, role: "img", "aria-label": label },
    ...(known.length ? tickRows(logTicks(low, high, 4), y, margin.left, right) : []),
    ...dashes.flat(),
    svg("line", { class: "nb-axis-line", x1: margin.left, x2: right, y1: bottom, y2: bottom }),
    ...tickLabels(below, height - 4),
  );
}

const ends = (from: number, to: number): string =>
  from === to ? whole(from) : `${brief(from).replace(".00", "")} to ${brief(to).replace(".00", "")}`;
