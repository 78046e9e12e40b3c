import type { Trajectory } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { math } from "../math/math.ts";
import { brief, fixed, loss, whole } from "../text/number.ts";
import { endsOf } from "./direction.ts";
import { logSnr } from "./noise.ts";
import { playControls } from "./play-controls.ts";
import type { Action, Playback } from "./playback.ts";
import { padded, reading, timestep } from "./reading.ts";
import { slider } from "./slider.ts";
import { strip } from "./strip.ts";

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
  const step = reading("step");
  const time = reading("t");
  const snr = reading("log-SNR");
  const kl = reading("KL");
  const reads = h("div", { class: "nb-bar nb-reads" }, step.element, time.element, snr.element, kl.element);
  const time0 = slider((fraction) => dispatch({ type: "seek", step: fraction * planned }));
  const below = strip();
  const start = h("span");
  const end = h("span");
  let ends = "";
  const klKey = h("span", { class: "nb-key square", style: "--nb-colour: var(--nb-fg2)" });
  klKey.append(h("span", {}, "KL per step", h("span", { class: "nb-wide" }, ", log")));
  const snrKey = h("span", { class: "nb-key", style: "--nb-colour: var(--nb-s1)" }, "log-SNR");
  let planned = 1;
  const controls = playControls(dispatch, { stop, readings: reads, left: () => time0.focus() });

  const element = h(
    "div",
    { class: "nb-transport" },
    controls.element,
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
      controls.draw({ playback, live, progress: live ? progressOf(trajectory, arriving) : [] });
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

function progressOf({ frames, steps }: Trajectory, arriving: number | null): (Node | string)[] {
  const newest = frames.at(-1)?.step ?? 0;
  const rate = arriving === null ? "" : `, ${brief(arriving)} frames/s`;
  return ["step ", h("span", { class: "nb-strong" }, whole(newest)), ` of ${whole(steps)}${rate}`];
}
