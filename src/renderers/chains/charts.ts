import { svg } from "../dom/element.ts";
import { linear } from "../scale/linear.ts";
import { thin } from "../scale/thin.ts";
import { tickLabels } from "../scale/tick-labels.ts";
import { plainTick, tickRows } from "../scale/tick-rows.ts";
import { linearTicks } from "../scale/ticks.ts";
import { brief, whole } from "../text/number.ts";
import { autocorrelations } from "./autocorrelation.ts";
import { rankCounts } from "./ranks.ts";

export const height = 148;
const margin = { left: 40, right: 8, top: 8, bottom: 20 };
const bottom = height - margin.bottom;
const bins = 20;
/** Chains that are told apart by colour; the others begin again. */
const hues = 4;

const chart = (width: number, label: string, ...children: (SVGElement | null)[]): SVGElement =>
  svg("svg", { width, height, role: "img", "aria-label": label, class: "nb-chart" }, ...children);

const base = (width: number): SVGElement =>
  svg("line", { class: "nb-axis-line", x1: margin.left, x2: width - margin.right, y1: bottom, y2: bottom });

const below = (ticks: Parameters<typeof tickLabels>[0]): SVGElement[] => tickLabels(ticks, height - 4);

/** Every chain's draws in their order: a caterpillar where it has mixed. Strokes at its foot are steps that diverged. */
export function trace(
  chains: readonly Float32Array[],
  every: number,
  width: number,
  diverged: readonly number[],
): SVGElement {
  const finite = chains.flatMap((draws) => [...draws].filter(Number.isFinite));
  if (finite.length === 0) return chart(width, "No draw is finite");
  const [low, high] = finite.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
  const last = Math.max(1, chains[0].length - 1);
  const x = linear([0, last], [margin.left, width - margin.right]);
  const y = linear(low === high ? [low - 1, high + 1] : [low, high], [bottom - 4, margin.top]);
  const steps = Array.from(chains[0], (_, i) => i);
  const lines = chains.map((draws, chain) => {
    const points = thin(steps, draws, Math.max(1, width / 2), [0, last]);
    let open = false;
    const path = points.x.map((at, k) => {
      if (Number.isNaN(points.y[k])) return ((open = false), "");
      const command = open ? "L" : "M";
      open = true;
      return `${command}${x(at).toFixed(1)} ${y(points.y[k]).toFixed(1)}`;
    });
    return svg("path", { class: `nb-chain nb-chain-${chain % hues}`, d: path.join("") });
  });
  const rows = tickRows(linearTicks(low, high, 4), y, margin.left, width - margin.right, {
    text: plainTick,
    gap: 6,
  });
  const ticks = linearTicks(0, last * every, width < 300 ? 2 : 4).map((tick) => [x(tick / every), whole(tick)] as const); // prettier-ignore
  const strokes = svg("path", {
    class: "nb-diverged",
    d: diverged.map((step) => `M${x(step / every).toFixed(1)} ${bottom}v-6`).join(""),
  });
  return chart(width, "Draws of each chain in their order", ...rows, ...lines, base(width), strokes, ...below(ticks)); // prettier-ignore
}

/** How each chain's draws rank among all: flat where the chains agree. A row for each of the first eight. */
export function ranks(chains: readonly Float32Array[], width: number): SVGElement {
  const shown = chains.slice(0, 8);
  const counts = rankCounts(chains, bins).slice(0, 8);
  const row = (bottom - margin.top) / shown.length;
  const expected = chains[0].length / bins;
  const most = Math.max(2 * expected, ...counts.flatMap((of) => [...of]));
  const slot = (width - margin.left - margin.right) / bins;
  const bars = counts.flatMap((of, chain) => {
    const floor = margin.top + (chain + 1) * row;
    const tall = (value: number) => (value / most) * (row - 4);
    return [
      ...Array.from(of, (value, bin) =>
        svg("rect", {
          class: `nb-rank nb-chain-${chain % hues}`,
          x: margin.left + bin * slot,
          width: Math.max(1, slot - 1),
          y: floor - tall(value),
          height: tall(value),
        }),
      ),
      svg("line", { class: "nb-expected", x1: margin.left, x2: width - margin.right, y1: floor - tall(expected), y2: floor - tall(expected) }), // prettier-ignore
      svg("text", { x: margin.left - 6, y: floor - 2, "text-anchor": "end" }, String(chain)),
    ];
  });
  return chart(width, "Ranks of each chain's draws among all", ...bars, base(width), ...below([[margin.left, "low"], [width - margin.right, "high"]])); // prettier-ignore
}

/** Correlation with earlier draws: the sooner it is gone, the more a draw is worth. */
export function autocorrelation(chains: readonly Float32Array[], every: number, width: number): SVGElement {
  const { length } = chains[0];
  const lags = Math.min(40, length - 1);
  const of = lags > 0 ? autocorrelations(chains, lags) : new Float64Array(0);
  const known = [...of].filter(Number.isFinite);
  if (known.length === 0) return chart(width, "No draw differs");
  const low = Math.min(-0.2, ...known);
  const y = linear([low, 1], [bottom, margin.top]);
  const slot = (width - margin.left - margin.right) / (lags + 1);
  const x = (lag: number): number => margin.left + lag * slot;
  const noise = 2 / Math.sqrt(length * chains.length);
  const bars = Array.from(
    of,
    (value, lag) =>
    svg("rect", { class: "nb-lag", x: x(lag), width: Math.max(1, slot - 1), y: Math.min(y(value), y(0)), height: Math.max(0.5, Math.abs(y(value) - y(0))) }), // prettier-ignore
  );
  const lines = [noise, -noise].map((at) =>
    svg("line", { class: "nb-expected", x1: margin.left, x2: width - margin.right, y1: y(at), y2: y(at) }),
  );
  const numbers = [0, 1].map((tick) => svg("text", { x: margin.left - 6, y: y(tick) + 4, "text-anchor": "end" }, brief(tick).replace(".00", ""))); // prettier-ignore
  const ticks = [0, Math.floor(lags / 2), lags].map(
    (lag) => [x(lag) + slot / 2, whole(lag * every)] as const,
  );
  return chart(width, "Correlation with earlier draws by how many steps they are apart", ...bars, ...lines, ...numbers, svg("line", { class: "nb-axis-line", x1: margin.left, x2: width - margin.right, y1: y(0), y2: y(0) }), ...below(ticks)); // prettier-ignore
}
