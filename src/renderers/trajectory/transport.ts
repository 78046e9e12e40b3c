import type { Trajectory } from "../../protocol/index.ts";
import { iconButton, select, textButton } from "../controls/toolkit.ts";
import { h, say } from "../dom/element.ts";
import { math } from "../math/math.ts";
import { brief, fixed, loss, whole } from "../text/number.ts";
import { endsOf } from "./direction.ts";
import { logSnr } from "./noise.ts";
import type { Action, Playback } from "./playback.ts";
import { slider } from "./slider.ts";
import { strip } from "./strip.ts";

const speeds = [
  ["0.25", "0.25×"],
  ["0.5", "0.5×"],
  ["1", "1×"],
  ["2", "2×"],
  ["4", "4×"],
] as const;

export interface TransportState {
  trajectory: Trajectory;
  playback: Playback;
  index: number;
  /** Frames are on their way. */
  live: boolean;
  /** Frames per second that arrive; null where it is not known. */
  arriving: number | null;
}

/** How time is moved through: buttons, readings, slider and the strip under it. */
export function transport(dispatch: (action: Action) => void, stop: (() => void) | null) {
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

  const step = reading("step");
  const time = reading("t");
  const snr = reading("log-SNR");
  const kl = reading("KL");
  const reads = h("div", { class: "nb-bar nb-reads" }, step.element, time.element, snr.element, kl.element);
  const progress = h("span", { class: "nb-2 nb-small nb-line" });
  const streaming = h("div", { class: "nb-bar nb-push" }, progress);
  if (stop) streaming.append(textButton("Stop", stop, "stop").element);

  const time0 = slider((fraction) => dispatch({ type: "seek", step: fraction * planned }));
  const below = strip();
  const start = h("span");
  const end = h("span");
  let ends = "";
  const klKey = h("span", { class: "nb-key square", style: "--nb-colour: var(--nb-fg2)" });
  klKey.append(h("span", {}, "KL per step", h("span", { class: "nb-wide" }, ", log")));
  const snrKey = h("span", { class: "nb-key", style: "--nb-colour: var(--nb-s1)" }, "log-SNR");
  let planned = 1;

  const element = h(
    "div",
    { class: "nb-transport" },
    h(
      "div",
      { class: "nb-bar nb-controls" },
      h("div", { class: "nb-buttons" }, back.element, play.element, forward.element),
      still,
      following,
      reads,
      streaming,
    ),
    time0.element,
    below.element,
    h(
      "div",
      { class: "nb-legend nb-2 nb-small" },
      start,
      h("span", { class: "nb-keys" }, snrKey, klKey),
      end,
    ),
  );

  return {
    element,
    focus: () => time0.focus(),
    draw({ trajectory, playback, index, live, arriving }: TransportState): void {
      planned = Math.max(1, trajectory.steps);
      const frame = trajectory.frames.at(index);
      const moving = playback.playing || playback.following;
      play.set({ icon: moving ? "pause" : "play", label: moving ? "Pause (Space)" : "Play (Space)" });
      loop.set({ pressed: playback.loop });
      // The stop button goes with the stream: who has just pressed it stays in the viewer.
      const leaving = !live && !streaming.hidden && streaming.contains(document.activeElement);
      still.hidden = live;
      following.hidden = !live;
      reads.hidden = live;
      streaming.hidden = !live;
      if (leaving) time0.focus();
      if (live) {
        say(following, playback.following ? "following the newest frame" : "not following");
        const newest = trajectory.frames.at(-1)?.step ?? 0;
        const rate = arriving === null ? "" : `, ${brief(arriving)} frames/s`;
        progress.replaceChildren(
          "step ",
          h("span", { class: "nb-strong" }, whole(newest)),
          ` of ${whole(trajectory.steps)}${rate}`,
        );
      }
      const first = trajectory.frames.at(0);
      const t = frame ? timestep(frame.t) : "\u2013";
      step.set(`${padded(frame?.step ?? 0, trajectory.steps)} / ${trajectory.steps}`, 0);
      time.set(t, first ? timestep(first.t).length : 3);
      snr.set(frame ? fixed(logSnr(frame)) : "\u2013", 5);
      const knows = trajectory.frames.some((each) => each.kl !== null);
      kl.element.hidden = !knows;
      klKey.hidden = !knows;
      kl.set(frame?.kl == null ? "\u2013" : loss(frame.kl), 5);
      const [from, to] = endsOf(trajectory);
      const key = JSON.stringify([from, to]);
      if (key !== ends) {
        ends = key;
        start.replaceChildren(
          from.what,
          ...(from.t === null ? [] : [", ", math("t"), ` = ${timestep(from.t)}`]),
        );
        end.replaceChildren(...(to.t === null ? [] : [math("t"), ` = ${timestep(to.t)}, `]), to.what);
      }
      time0.draw({
        step: frame?.step ?? 0,
        available: trajectory.frames.at(-1)?.step ?? 0,
        planned,
        spoken: `t ${t}, step ${frame?.step ?? 0}`,
      });
      below.draw(trajectory, index);
    },
  };
}

/** Timesteps are whole in discrete time and small fractions in continuous. */
const timestep = (t: number): string =>
  Number.isInteger(t) ? String(t) : fixed(t, Math.abs(t) < 10 ? 3 : 1);

/** A count with figure spaces before it, as wide as the largest will be. */
const padded = (count: number, most: number): string => String(count).padStart(String(most).length, "\u2007");

function reading(name: string) {
  const value = h("span", { class: "nb-strong nb-number" });
  const element = h("span", { class: "nb-2 nb-small nb-line" }, `${name} `, value);
  return {
    element,
    /** `characters` keep their room, so that the readings beside it stay where they are. */
    set(text: string, characters: number): void {
      say(value, text);
      value.style.minWidth = `${characters}ch`;
    },
  };
}
