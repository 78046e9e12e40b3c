import { iconButton, select, textButton } from "../controls/toolkit.ts";
import { h, say } from "../dom/element.ts";
import type { Action, Playback } from "./playback.ts";

const speeds = [
  ["0.25", "0.25×"],
  ["0.5", "0.5×"],
  ["1", "1×"],
  ["2", "2×"],
  ["4", "4×"],
] as const;

export interface PlayControlsState {
  playback: Playback;
  /** Frames are on their way. */
  live: boolean;
  /** How far the run is, said while frames come. */
  progress: readonly (Node | string)[];
}

export interface PlayControls {
  readonly element: HTMLElement;
  draw(state: PlayControlsState): void;
}

/**
 * The bar over a time slider: step, play, loop and speed, then the readings; while frames come, how far the run is and a
 * way to stop it. Calls `left` when the button that had the focus goes away.
 */
export function playControls(
  dispatch: (action: Action) => void,
  { stop, readings, left }: { stop: (() => void) | null; readings: HTMLElement; left: () => void },
): PlayControls {
  const back = iconButton("back", "Step back (←)", () => dispatch({ type: "move", frames: -1 }));
  const play = iconButton("play", "Play (Space)", () => dispatch({ type: "toggle" }));
  const forward = iconButton("forward", "Step (→)", () => dispatch({ type: "move", frames: 1 }));
  const loop = iconButton("loop", "Loop (L)", () => dispatch({ type: "loop" }));
  const speed = select(
    "Speed",
    speeds,
    "1",
    (chosen) => dispatch({ type: "speed", speed: Number(chosen) }),
    "above",
  );
  const still = h(
    "div",
    { class: "nb-bar nb-lead" },
    h("span", { class: "nb-separator" }),
    loop.element,
    speed,
  );
  const following = h("span", { class: "nb-2 nb-small nb-cut" });
  const progress = h("span", { class: "nb-2 nb-small nb-line" });
  const streaming = h("div", { class: "nb-bar nb-push" }, progress);
  if (stop) streaming.append(textButton("Stop", stop, "stop").element);

  const element = h(
    "div",
    { class: "nb-bar nb-controls" },
    h("div", { class: "nb-buttons" }, back.element, play.element, forward.element),
    still,
    following,
    readings,
    streaming,
  );

  return {
    element,
    draw({ playback, live, progress: words }) {
      const moving = playback.playing || playback.following;
      play.set({ icon: moving ? "pause" : "play", label: moving ? "Pause (Space)" : "Play (Space)" });
      loop.set({ pressed: playback.loop });
      // The stop button goes with the stream: who has just pressed it stays in the viewer.
      const leaving = !live && !streaming.hidden && streaming.contains(document.activeElement);
      still.hidden = live;
      following.hidden = !live;
      readings.hidden = live;
      streaming.hidden = !live;
      if (leaving) left();
      if (live) {
        say(following, playback.following ? "following the newest frame" : "not following");
        progress.replaceChildren(...words);
      }
    },
  };
}
