import type { TrajectoryOf } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { math } from "../math/math.ts";
import { brief, whole } from "../text/number.ts";
import { playControls } from "./play-controls.ts";
import type { Action, Playback } from "./playback.ts";
import { padded, reading, timestep } from "./reading.ts";
import { slider } from "./slider.ts";
import type { Timing } from "./timing.ts";

export interface TransportState<T extends TrajectoryOf> {
  trajectory: T;
  playback: Playback;
  index: number;
  /** Frames are on their way. */
  live: boolean;
  /** Frames per second that arrive; null where it is not known. */
  arriving: number | null;
}

/** How time is moved through: buttons, readings, slider and the strip under it. */
export function transport<T extends TrajectoryOf>(
  dispatch: (action: Action) => void,
  stop: (() => void) | null,
  timing: Timing<T>,
) {
  const step = reading("step");
  const time = reading("t");
  const others = new Map<string, ReturnType<typeof reading>>();
  const reads = h("div", { class: "nb-bar nb-reads" }, step.element, time.element);
  const time0 = slider((fraction) => dispatch({ type: "seek", step: fraction * planned }));
  const start = h("span");
  const end = h("span");
  let ends = "";
  let planned = 1;
  const controls = playControls(dispatch, { stop, readings: reads, left: () => time0.focus() });

  const element = h(
    "div",
    { class: "nb-transport" },
    controls.element,
    time0.element,
    timing.strip,
    h(
      "div",
      { class: "nb-legend nb-2 nb-small" },
      start,
      h("span", { class: "nb-keys" }, ...timing.keys),
      end,
    ),
  );

  return {
    element,
    focus: () => time0.focus(),
    draw({ trajectory, playback, index, live, arriving }: TransportState<T>): void {
      planned = Math.max(1, trajectory.steps);
      const frame = trajectory.frames.at(index);
      controls.draw({ playback, live, progress: live ? progressOf(trajectory, arriving) : [] });
      const first = trajectory.frames.at(0);
      const t = frame ? timestep(frame.t) : "\u2013";
      step.set(`${padded(frame?.step ?? 0, trajectory.steps)} / ${trajectory.steps}`, 0);
      time.set(t, first ? timestep(first.t).length : 3);
      for (const each of others.values()) each.element.hidden = true;
      for (const { name, text, characters } of timing.readings(trajectory, index)) {
        const shown = others.get(name) ?? reading(name);
        if (!others.has(name)) reads.append(shown.element);
        others.set(name, shown);
        shown.element.hidden = false;
        shown.set(text, characters);
      }
      const [from, to] = timing.ends(trajectory);
      const key = JSON.stringify([from, to]);
      if (key !== ends) {
        ends = key;
        start.replaceChildren(from.what, ...(from.t === null ? [] : [", ", ...timeOf(from.t)]));
        end.replaceChildren(...(to.t === null ? [] : [...timeOf(to.t), ", "]), to.what);
      }
      time0.draw({
        step: frame?.step ?? 0,
        available: trajectory.frames.at(-1)?.step ?? 0,
        planned,
        spoken: `t ${t}, step ${frame?.step ?? 0}`,
      });
      timing.draw(trajectory, index);
    },
  };
}

const timeOf = (t: number): (Node | string)[] => [math("t"), ` = ${timestep(t)}`];

function progressOf({ frames, steps }: TrajectoryOf, arriving: number | null): (Node | string)[] {
  const newest = frames.at(-1)?.step ?? 0;
  const rate = arriving === null ? "" : `, ${brief(arriving)} frames/s`;
  return ["step ", h("span", { class: "nb-strong" }, whole(newest)), ` of ${whole(steps)}${rate}`];
}
