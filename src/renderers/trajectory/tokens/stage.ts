import type { TokenTrajectory } from "../../../protocol/index.ts";
import { select } from "../../controls/toolkit.ts";
import { h, say } from "../../dom/element.ts";
import { math } from "../../math/math.ts";
import { whole } from "../../text/number.ts";
import { installViewerStyles } from "../../theme/styles.ts";
import type { Scene, Stage } from "../scene.ts";
import { candidatesPanel } from "./candidates.ts";
import type { Picked } from "./picked.ts";
import { drawnText } from "./picture.ts";
import { tokenText } from "./text.ts";
import styles from "./tokens.css";
import { wordsOf } from "./words.ts";

/** One sample's text, and beside it what the picked position may become. */
export function tokenStage(picked: Picked, redraw: () => void): Stage<TokenTrajectory> {
  installViewerStyles("trajectory", styles);
  const text = tokenText((position) => {
    picked.position = position;
    redraw();
  });
  const panel = candidatesPanel();
  const words = h("span", { class: "nb-2 nb-small nb-cut" }, "tokens");
  const place = h("span", { class: "nb-push nb-token-sample" });
  const legend = h(
    "span",
    { class: "nb-token-keys" },
    h("span", { class: "nb-key square nb-key-filled" }, "filled this step"),
    h("span", { class: "nb-key square nb-key-masked" }, "masked"),
  );
  const element = h(
    "div",
    { class: "nb-tokens" },
    h(
      "div",
      { class: "nb-pane nb-text-pane" },
      h("div", { class: "nb-caption" }, math("x_t"), words, place, legend),
      text.element,
    ),
    panel.element,
  );
  let chooser = 0;
  let told: { frames: unknown; words: Map<number, string> } | null = null;
  let scene: Scene<TokenTrajectory> | null = null;

  /** The control that chooses a sample, where there is more than one. */
  function offer(shown: number): void {
    if (shown === chooser) return;
    chooser = shown;
    const samples = Array.from({ length: shown }, (_, k) => [String(k), `sample ${k}`] as const);
    const choose = (sample: string): void => {
      picked.sample = Number(sample);
      redraw();
    };
    place.replaceChildren(
      ...(shown > 1 ? [select("Sample", samples, String(picked.sample), choose, "below")] : []),
    );
  }

  return {
    element,
    draw(next) {
      scene = next;
      const { trajectory, index } = next;
      const { shown, length, of, frames, mask } = trajectory;
      picked.sample = Math.min(picked.sample, Math.max(0, shown - 1));
      picked.position = Math.min(picked.position, Math.max(0, length - 1));
      offer(shown);
      if (told?.frames !== frames) told = { frames, words: wordsOf(frames) };
      say(words, length < of ? `the first ${whole(length)} of ${whole(of)} tokens` : "tokens");
      legend.classList.toggle("unmasked", mask === null);
      text.draw(trajectory, index, picked, told.words);
      panel.draw(trajectory, index, picked, told.words);
    },
    twin: () => tokenStage(picked, redraw),
    pictures: () => {
      if (!scene) return [];
      const { clientWidth: width, scrollHeight: height } = text.element;
      return [{ caption: "xₜ", canvas: drawnText(text.element, scene.colours), size: { width, height } }];
    },
  };
}
