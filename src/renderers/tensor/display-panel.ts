import { select } from "../controls/toolkit.ts";
import { fitted } from "../dom/canvas.ts";
import { h } from "../dom/element.ts";
import { paintBar } from "./colour-bar.ts";
import type { MapName } from "../theme/colour-map.ts";
import { numberBox } from "./number-box.ts";
import type { Scene } from "./scene.ts";
import { segments } from "../controls/segments.ts";
import { shortText } from "./value-text.ts";
import type { Display, Fit } from "./window.ts";

const maps = [
  ["signed", "signed"],
  ["viridis", "viridis"],
  ["grey", "grey"],
] as const;
const fits = [
  ["range", "min, max"],
  ["percent", "1–99 %"],
  ["slice", "slice"],
] as const;

/** Colour map and window of a heat map. */
export function displayPanel(changed: (display: Display) => void, reset: () => void) {
  let display: Display | null = null;
  let ends: readonly [number, number] = [0, 1];
  const change = (part: Partial<Display>): void => {
    if (display) changed({ ...display, ...part });
  };
  const sample = h("canvas", { class: "nb-map-sample", "aria-hidden": "true" });
  const choices = h("div", { class: "nb-bar nb-map-choice" }, sample);
  let chosen: MapName | null = null;
  const low = numberBox("Lower end of the window", (value) => {
    if (!(value < ends[1])) return false;
    change({ fit: "fixed", zeroInMiddle: false, fixed: [value, ends[1]] });
    return true;
  });
  const high = numberBox("Upper end of the window", (value) => {
    if (!(value > ends[0])) return false;
    change({ fit: "fixed", zeroInMiddle: false, fixed: [ends[0], value] });
    return true;
  });
  const spread = h("canvas", { class: "nb-window-spread", "aria-hidden": "true" });
  const fit = segments<Fit>("Fit the window to", fits, (value) => change({ fit: value }));
  const zero = h("input", { type: "checkbox", class: "nb-checkbox" });
  zero.addEventListener("change", () => change({ zeroInMiddle: zero.checked }));
  const again = h("button", { class: "nb-plain-button", type: "button" }, "Reset");
  again.addEventListener("click", reset);
  const name = (text: string): HTMLElement => h("span", { class: "nb-2" }, text);
  const element = h(
    "div",
    { class: "nb-display" },
    name("Colours"),
    choices,
    name("Window"),
    h("div", { class: "nb-bar nb-window" }, low.element, h("span", { class: "nb-2" }, "to"), high.element),
    h("span"),
    spread,
    name("Fit to"),
    fit.element,
    h("span"),
    h("label", { class: "nb-check" }, zero, "Keep zero in the middle"),
    h("span"),
    h("div", {}, again),
  );

  return {
    element,
    draw(next: Display, scene: Scene): void {
      display = next;
      ends = scene.window;
      if (chosen !== next.map) {
        chosen = next.map;
        const choice = select<MapName>(
          "Colour map",
          maps,
          next.map,
          (map) => {
            chosen = map;
            change({ map, zeroInMiddle: map === "signed" });
          },
          "below",
        );
        choice.classList.add("nb-boxed");
        choices.replaceChildren(sample, choice);
      }
      low.show(shortText(ends[0]));
      high.show(shortText(ends[1]));
      fit.choose(next.fit === "fixed" ? null : next.fit);
      zero.checked = next.zeroInMiddle;
      paintBar(sample, scene.map);
      drawSpread(spread, scene);
    },
  };
}

/** The histogram of the tensor with the window on it: what lies outside has the ends' colours. */
function drawSpread(
  canvas: HTMLCanvasElement,
  { tensor: { statistics }, window: [low, high], colours }: Scene,
): void {
  const surface = fitted(canvas);
  const { histogram } = statistics;
  if (!surface || !histogram) return;
  const { context, width, height } = surface;
  const from = Math.min(histogram.low, low);
  const to = Math.max(histogram.high, high, from + Number.MIN_VALUE);
  const x = (value: number): number => ((value / 2 - from / 2) / (to / 2 - from / 2)) * width;
  const most = Math.max(1, ...histogram.counts);
  const bin = (histogram.high - histogram.low) / histogram.counts.length;
  histogram.counts.forEach((many, k) => {
    const [left, right] = [x(histogram.low + bin * k), x(histogram.low + bin * (k + 1))];
    const middle = histogram.low + bin * (k + 0.5);
    context.fillStyle = middle >= low && middle <= high ? colours.fg2 : colours.reference;
    const tall = (many / most) * (height - 2);
    context.fillRect(left, height - tall, Math.max(1, right - left - (right - left > 3 ? 1 : 0)), tall);
  });
  context.fillStyle = colours.focus;
  for (const end of [low, high]) context.fillRect(Math.min(Math.max(x(end) - 1, 0), width - 2), 0, 2, height);
}
