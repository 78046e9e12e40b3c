import type { Trajectory } from "../../protocol/index.ts";
import { h, say } from "../dom/element.ts";
import { math } from "../math/math.ts";
import { fixed, loss, whole } from "../text/number.ts";
import { paintBar } from "../tensor/colour-bar.ts";
import { energy } from "./energy.ts";
import { pixelDifference } from "./pixel-difference.ts";
import type { Finding, Scene } from "./scene.ts";
import { differenceMap } from "./signed-map.ts";
import { slicedW1 } from "./sliced-w1.ts";

/** How far the two compared runs are apart now, and what the colours of the difference mean. */
export function numbers(kind: Trajectory["kind"]) {
  const names = h("span", { class: "nb-2 nb-small nb-cut" });
  const stats =
    kind === "points"
      ? [
          stat(
            [h("span", {}, "sliced "), math("W_1")],
            "Mean over directions of the W₁ distance of the projections",
          ),
          stat(
            [h("span", {}, "energy distance, squared")],
            "2 E|X − Y| − E|X − X′| − E|Y − Y′|, unbiased: around 0, also below it, for equal distributions. Its standard error is the jackknife's.",
          ),
        ]
      : [
          stat([h("span", {}, "mean |Δ|")], "Mean absolute difference of pixels over all shown samples"),
          stat([h("span", {}, "RMS Δ")], "Root mean square difference of pixels over all shown samples"),
        ];
  const shown = stat(
    [h("span", {}, kind === "points" ? "particles" : "samples")],
    "Shown and compared, of each run",
  );
  shown.element.classList.add("nb-stat-shown");
  const bar = h("canvas", { class: "nb-signed-bar", "aria-hidden": "true" });
  const [low, high, scale] = [
    h("span", { class: "nb-cut" }),
    h("span", { class: "nb-cut" }),
    h("span", { class: "nb-line" }),
  ];
  const key = h("div", { class: "nb-2 nb-small nb-signed" }, low, bar, high, scale);
  const element = h(
    "div",
    { class: "nb-numbers" },
    names,
    ...stats.map((each) => each.element),
    shown.element,
    key,
  );

  return {
    element,
    /** `counted` where the numbers are to be computed anew: they take some milliseconds. */
    draw(scene: Scene, finding: Finding, counted: boolean): void {
      const { runs, other, colours } = scene;
      const [{ name: a, trajectory }, { name: b }] = [runs[0], runs[other]];
      names.hidden = runs.length === 2;
      say(names, `${a} and ${b}`);
      shown.set(`${whole(trajectory.shown)} each`);
      key.hidden = !scene.difference;
      // It keeps its room where there is nothing to explain, so that nothing below moves while frames play.
      key.style.visibility = finding.scale === null ? "hidden" : "visible";
      const more = kind === "points" ? "more" : "brighter in";
      say(low, `${more} ${b}`);
      say(high, `${more} ${a}`);
      say(scale, finding.scale ?? "");
      paintBar(bar, differenceMap(colours, other));
      if (!counted) return;
      const texts = finding.pair ? textsOf(finding.pair, finding.pixels, trajectory) : ["\u2013", "\u2013"];
      stats.forEach((each, i) => each.set(texts[i]));
    },
  };
}

function textsOf(
  { a, b }: NonNullable<Finding["pair"]>,
  pixels: Finding["pixels"],
  { kind, sampleShape }: Trajectory,
): [string, string] {
  if (kind === "points") {
    const { squared, error } = energy(a, b);
    const around = Number.isNaN(error) ? "" : ` ± ${fixed(error, digitsOf(error))}`;
    return [loss(slicedW1(a, b)), fixed(squared, digitsOf(error)) + around];
  }
  const { meanAbsolute, rms } = pixels ?? pixelDifference(a, b, sampleShape[2]);
  return [loss(meanAbsolute), loss(rms)];
}

/** Decimals that show an error's first two digits; 4 where it is none but rounding's. */
const digitsOf = (error: number): number =>
  error > 1e-7 && error < Infinity ? Math.min(8, Math.max(2, 1 - Math.floor(Math.log10(error)))) : 4;

function stat(name: readonly HTMLElement[], title: string) {
  const value = h("span", { class: "nb-strong nb-stat-value" }, "\u2013");
  const element = h(
    "span",
    { class: "nb-stat", title },
    h("span", { class: "nb-2 nb-small" }, ...name),
    value,
  );
  return { element, set: (text: string) => say(value, text) };
}
