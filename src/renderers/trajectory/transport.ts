import type { TrajectoryOf } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { math } from "../math/math.ts";
import { brief, fixed, whole } from "../text/number.ts";
import type { Axis } from "./axis.ts";
import { playControls } from "./play-controls.ts";
import type { Action, Playback } from "./playback.ts";
import { padded, reading, timestep } from "./reading.ts";
import { slider } from "./slider.ts";
import type { End, Timing } from "./timing.ts";

export interface TransportState<T extends TrajectoryOf> {
  trajectory: T;
  playback: Playback;
  index: number;
  /** What the slider goes by: the same object while nothing of it changes. */
  axis: Axis<T["frames"][number]>;
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
  const time0 = slider((fraction) => dispatch({ type: "seek", step: stepAt(fraction) }));
  const start = h("span");
  const end = h("span");
  let ends = "";
  let stepAt: (fraction: number) => number = () => 0;
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

  const snrText = (frame: T["frames"][number] | undefined): string | null =>
    frame && timing.logSnr ? `log-SNR ${fixed(timing.logSnr(frame))}` : null;

  return {
    element,
    focus: () => time0.focus(),
    draw({ trajectory, playback, index, axis, live, arriving }: TransportState<T>): void {
      stepAt = (fraction) => axis.stepAt(fraction);
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
      const last = trajectory.frames.at(-1);
      const snrs = axis.name === "snr" ? [first, live ? undefined : last].map(snrText) : null;
      const key = JSON.stringify([from, to, snrs]);
      if (key !== ends) {
        ends = key;
        const words = ({ t: at }: End, text: string | null | undefined): (Node | string)[] =>
          snrs ? (text ? [text] : []) : at === null ? [] : timeOf(at);
        start.replaceChildren(...listed([from.what], words(from, snrs?.[0])));
        end.replaceChildren(...listed(words(to, snrs?.[1]), [to.what]));
      }
      time0.draw({
        step: frame?.step ?? 0,
        planned: Math.max(1, trajectory.steps),
        place: frame ? axis.place(frame) : 0,
        available: last ? axis.place(last) : 0,
        spoken: `t ${t}, step ${frame?.step ?? 0}`,
      });
      timing.draw(trajectory, index, axis);
    },
  };
}

/** Both with a comma between, where there is something of both. */
const listed = (a: (Node | string)[], b: (Node | string)[]): (Node | string)[] =>
  a.length > 0 && b.length > 0 ? [...a, ", ", ...b] : [...a, ...b];

const timeOf = (t: number): (Node | string)[] => [math("t"), ` = ${timestep(t)}`];

function progressOf({ frames, steps }: TrajectoryOf, arriving: number | null): (Node | string)[] {
  const newest = frames.at(-1)?.step ?? 0;
  const rate = arriving === null ? "" : `, ${brief(arriving)} frames/s`;
  return ["step ", h("span", { class: "nb-strong" }, whole(newest)), ` of ${whole(steps)}${rate}`];
}
