import type { TrajectoryFrame } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { math } from "../math/math.ts";

/** A quantity's symbol: with its hat where it is predicted, without where the forward process made it. */
export function symbol(name: "x0" | "eps"): HTMLElement {
  const tex = { x0: "x_0", eps: String.raw`\varepsilon` }[name];
  const hatted = { x0: String.raw`\hat x_0`, eps: String.raw`\hat\varepsilon` }[name];
  return h(
    "span",
    {},
    h("span", { class: "nb-in-reverse" }, math(hatted)),
    h("span", { class: "nb-in-forward" }, math(tex)),
  );
}

/** "predicted data"; where space is short, or in the forward process, only "data". */
export function words(name: "data" | "noise"): HTMLElement {
  const predicted = h("span", { class: "nb-in-reverse" }, h("span", { class: "nb-wide" }, "predicted "));
  return h("span", { class: "nb-2 nb-small nb-cut" }, predicted, name);
}

/** Words that nothing has to be said before. */
export const plain = (name: string): HTMLElement => h("span", { class: "nb-2 nb-small nb-cut" }, name);

/** The score's symbol. */
export const scoreSymbol = (): HTMLElement => math(String.raw`\nabla\log p_t`);

/** The symbols as text, for saved pictures. */
export const symbols = (forward: boolean) => ({
  sample: "xₜ",
  data: forward ? "x₀" : "x̂₀",
  noise: forward ? "ε" : "ε̂",
  score: "∇log pₜ",
});

/** Why a frame has nothing of what is predicted; nothing where there is no frame. */
export function whyNone(frame: TrajectoryFrame | undefined): string {
  if (!frame) return "";
  return frame.sigma === 0 ? "none at t = 0" : "not predicted here";
}
