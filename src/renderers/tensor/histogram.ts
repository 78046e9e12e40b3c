import type { TensorStatistics } from "../../protocol/index.ts";
import { h, svg } from "../dom/element.ts";
import { clamp, linear } from "../scale/linear.ts";
import { linearTicks, logTicks } from "../scale/ticks.ts";
import { compact, fixed, whole } from "../text/number.ts";
import type { Scene, Stage } from "./scene.ts";
import { segments } from "../controls/segments.ts";
import { shortText } from "./value-text.ts";

const height = 220;
const margin = { left: 48, right: 8, top: 8, bottom: 20 };
type Axis = "linear" | "log";

/** How the finite values of the whole tensor are spread, beside a normal distribution of their mean and deviation. */
export function histogramStage(changed: () => void): Stage {
  let axis: Axis = "linear";
  let channel: number | null = null;
  let bin: number | null = null;
  const channelNames: Partial<Record<number, string[]>> = {
    3: ["red", "green", "blue"],
    4: ["red", "green", "blue", "alpha"],
  };

  const count = h("span", { class: "nb-key square", style: "--nb-colour: var(--nb-s1)" });
  const normal = h(
    "span",
    { class: "nb-key dashed", style: "--nb-colour: var(--nb-s2)" },
    "normal, same mean and std",
  );
  const scale = segments<Axis>(
    "Axis of counts",
    [
      ["linear", "linear"],
      ["log", "log"],
    ],
    (value) => {
      axis = value;
      changed();
    },
  );
  const keys = h("div", { class: "nb-histogram-keys" }, count, normal);
  const channelBox = h("div");
  const bar = h(
    "div",
    { class: "nb-bar" },
    keys,
    h("div", { class: "nb-bar nb-push" }, channelBox, scale.element),
  );
  const chart = svg("svg", { class: "nb-histogram", height, tabindex: 0, role: "img" });
  const numbers = h("div", { class: "nb-numbers" });
  const element = h("div", { class: "nb-histogram-stage" }, bar, chart, numbers);
  let bins = 1;
  let channels = -1;

  const pick = (next: number | null): void => {
    bin = next;
    changed();
  };
  chart.addEventListener("pointermove", (event) => {
    const across = (event.offsetX - margin.left) / (chart.clientWidth - margin.left - margin.right);
    pick(across >= 0 && across < 1 ? Math.floor(across * bins) : null);
  });
  chart.addEventListener("pointerleave", () => pick(null));
  chart.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    pick(clamp((bin ?? -by) + by, 0, bins - 1));
  });

  function draw({ tensor: { statistics } }: Scene): void {
    const { histogram, moments, finite } = statistics;
    scale.choose(axis);
    if (!histogram || !moments) {
      element.replaceChildren(h("div", { class: "nb-2" }, "There is no finite value to count."));
      return;
    }
    drawChannels(statistics.channels.length);
    const counts = channel === null ? histogram.counts : (statistics.channels[channel] ?? histogram.counts);
    bins = counts.length;
    const total = counts.reduce((sum, many) => sum + many, 0);
    count.textContent = `${whole(channel === null ? finite : total)} finite values in ${bins} ${bins === 1 ? "bin" : "bins"}`;
    // The curve is of all values: beside one channel's it would say nothing.
    normal.hidden = channel !== null || moments.std === 0;
    chart.setAttribute("width", String(element.clientWidth));
    chart.setAttribute(
      "aria-label",
      `Histogram from ${shortText(histogram.low)} to ${shortText(histogram.high)}. Arrow keys read its bins.`,
    );
    chart.replaceChildren(...drawing(counts, total, statistics));
    numbers.replaceChildren(...numbersOf(statistics).map(([name, value]) => stat(name, value)));
  }

  function drawChannels(many: number): void {
    if (many === channels) return;
    channels = many;
    if (many < 2) return;
    const names = channelNames[many] ?? Array.from({ length: many }, (_, k) => `channel ${k}`);
    const choice = segments<string>(
      "Channel",
      [["all", "all"], ...names.map((name, k) => [String(k), name] as const)],
      (value) => {
        channel = value === "all" ? null : Number(value);
        choice.choose(value);
        changed();
      },
    );
    choice.choose("all");
    channelBox.replaceChildren(choice.element);
  }

  function drawing(
    counts: readonly number[],
    total: number,
    { histogram, moments, finite }: TensorStatistics,
  ): SVGElement[] {
    if (!histogram || !moments) return [];
    const { low, high } = histogram;
    const [end, bottom] = [element.clientWidth - margin.right, height - margin.bottom];
    const width = (high - low) / counts.length;
    const bell = (value: number): number =>
      (finite * width * Math.exp(-(((value - moments.mean) / moments.std) ** 2) / 2)) /
      moments.std /
      Math.sqrt(2 * Math.PI);
    const curved = channel === null && moments.std > 0;
    const most = Math.max(
      1,
      ...counts,
      curved && axis === "linear" ? Math.min(bell(moments.mean), 1.5 * Math.max(...counts)) : 0,
    );
    const top = axis === "log" ? 10 ** Math.ceil(Math.log10(most * 1.01)) : most * 1.04;
    const x = linear([0, counts.length], [margin.left, end]);
    const toY =
      axis === "log"
        ? linear([Math.log10(0.5), Math.log10(top)], [bottom, margin.top])
        : linear([0, top], [bottom, margin.top]);
    const y = (many: number): number =>
      clamp(axis === "log" ? toY(Math.log10(Math.max(many, 0.5))) : toY(many), margin.top, bottom);
    const ticks = axis === "log" ? logTicks(1, top, 6) : linearTicks(0, top, 4).filter(Number.isInteger);
    const rows = ticks.flatMap((tick) => [
      svg("line", { class: "nb-grid-line", x1: margin.left, x2: end, y1: y(tick), y2: y(tick) }),
      svg(
        "text",
        { x: margin.left - 8, y: y(tick) + 4, "text-anchor": "end" },
        tick < 10_000 ? whole(tick) : compact(tick),
      ),
    ]);
    const valueX = linear([low, high], [margin.left, end]);
    const columns = (
      high > low ? linearTicks(low, high, Math.max(3, Math.min(8, Math.floor(end / 80)))) : [low]
    ).map((tick) =>
      svg("text", { x: valueX(tick), y: height - 4, "text-anchor": "middle" }, shortText(tick)),
    );
    const gap = (end - margin.left) / counts.length > 4 ? 1 : 0;
    const bars = counts.map((many, k) =>
      svg("rect", {
        class: k === bin ? "nb-bin nb-bin-picked" : "nb-bin",
        x: x(k),
        width: Math.max(0.5, x(k + 1) - x(k) - gap),
        y: many > 0 ? Math.min(y(many), bottom - 1) : bottom,
        height: many > 0 ? Math.max(1, bottom - y(many)) : 0,
      }),
    );
    const curve = curved
      ? [
          svg("path", {
            class: "nb-normal",
            d: Array.from({ length: 161 }, (_, k) => low + ((high - low) * k) / 160)
              .map((value, k) => `${k ? "L" : "M"}${valueX(value).toFixed(1)} ${y(bell(value)).toFixed(1)}`)
              .join(""),
          }),
        ]
      : [];
    return [
      ...rows,
      svg("line", { class: "nb-axis-line", x1: margin.left, x2: end, y1: bottom + 0.5, y2: bottom + 0.5 }),
      ...columns,
      ...bars,
      ...curve,
      ...(bin !== null && bin < counts.length ? marked(bin) : []),
    ];

    function marked(at: number): SVGElement[] {
      const [from, to] = [low + width * at, low + width * (at + 1)];
      const middle = x(at + 0.5);
      const left = middle > (margin.left + end) / 2;
      const share = (100 * counts[at]) / Math.max(1, total);
      const text = `${shortText(from)} to ${shortText(to)}: ${whole(counts[at])} ${counts[at] === 1 ? "value" : "values"}, ${fixed(share, 1)} %`;
      return [
        svg("line", { class: "nb-hair", x1: middle, x2: middle, y1: margin.top, y2: bottom }),
        svg(
          "text",
          { class: "nb-bin-text", x: middle + (left ? -6 : 6), y: 20, "text-anchor": left ? "end" : "start" },
          text,
        ),
      ];
    }
  }

  return { element, draw };
}

function numbersOf({ moments, quantiles, finite, zeros }: TensorStatistics): [string, string][] {
  if (!moments) return [];
  const about = quantiles && quantiles.of < finite ? "about " : "";
  return [
    ["min", shortText(moments.min)],
    ...(quantiles
      ? ([
          ["1 %", `${about}${shortText(quantiles.p1)}`],
          ["median", `${about}${shortText(quantiles.median)}`],
          ["99 %", `${about}${shortText(quantiles.p99)}`],
        ] as [string, string][])
      : []),
    ["max", shortText(moments.max)],
    ["zeros", whole(zeros)],
    ...(moments.skew === null ? [] : [["skew", shortText(moments.skew)] as [string, string]]),
    ...(moments.kurtosis === null ? [] : [["kurtosis", shortText(moments.kurtosis)] as [string, string]]),
  ];
}

const stat = (name: string, value: string): HTMLElement =>
  h(
    "div",
    { class: "nb-stat" },
    h("span", { class: "nb-2 nb-small" }, name),
    h("span", { class: "nb-strong" }, value),
  );
