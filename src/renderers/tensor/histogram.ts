import { segments } from "../controls/segments.ts";
import { h, svg } from "../dom/element.ts";
import { clamp } from "../scale/linear.ts";
import { whole } from "../text/number.ts";
import { chartHeight, chartMargin, histogramChart, sumOf, type CountAxis } from "./histogram-chart.ts";
import { histogramNumbers } from "./histogram-numbers.ts";
import type { Scene, Stage } from "./scene.ts";
import { shortText } from "./value-text.ts";

/** How the finite values of the whole tensor are spread, beside a normal distribution of their mean and deviation. */
export function histogramStage(changed: () => void): Stage {
  let axis: CountAxis = "linear";
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
  const scale = segments<CountAxis>(
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
  const chart = svg("svg", { class: "nb-histogram", height: chartHeight, tabindex: 0, role: "img" });
  const numbers = h("div", { class: "nb-numbers" });
  const element = h("div", { class: "nb-histogram-stage" }, bar, chart, numbers);
  let bins = 1;
  let channels = -1;

  const pick = (next: number | null): void => {
    bin = next;
    changed();
  };
  chart.addEventListener("pointermove", (event) => {
    const across =
      (event.offsetX - chartMargin.left) / (chart.clientWidth - chartMargin.left - chartMargin.right);
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

  const nothing = h("div", { class: "nb-2", hidden: true }, "There is no finite value to count.");
  element.append(nothing);

  function draw({ tensor: { statistics } }: Scene): void {
    const { histogram, moments, finite, channels: perChannel } = statistics;
    const there = histogram !== null && moments !== null;
    nothing.hidden = there;
    for (const part of [bar, numbers]) part.hidden = !there;
    chart.style.display = there ? "" : "none";
    if (!there) return;
    scale.choose(axis);
    drawChannels(perChannel.length);
    const counts = (channel === null ? null : perChannel.at(channel)) ?? histogram.counts;
    const all = counts === histogram.counts;
    bins = counts.length;
    count.textContent = `${whole(sumOf(counts))} finite values in ${bins} ${bins === 1 ? "bin" : "bins"}`;
    // The curve is of all values: beside one channel's it would say nothing.
    const curved = all && moments.std > 0;
    normal.hidden = !curved;
    const width = element.clientWidth;
    chart.setAttribute("width", String(width));
    const range = `${shortText(histogram.low)} to ${shortText(histogram.high)}`;
    chart.setAttribute("aria-label", `Histogram from ${range}. Arrow keys read its bins.`);
    const bell = curved ? { mean: moments.mean, std: moments.std, of: finite } : null;
    chart.replaceChildren(...histogramChart({ histogram, counts, normal: bell, axis, bin, width }));
    numbers.replaceChildren(...histogramNumbers(statistics));
  }

  function drawChannels(many: number): void {
    if (many === channels) return;
    channels = many;
    if (many < 2) {
      channel = null;
      channelBox.replaceChildren();
      return;
    }
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

  return { element, draw };
}
