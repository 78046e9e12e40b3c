import { axisLength, type ComparedRun } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { math } from "../math/math.ts";
import { fixed, whole } from "../text/number.ts";
import type { Colours } from "../theme/colours.ts";
import { isForward } from "../trajectory/direction.ts";
import { noiseTiming } from "../trajectory/noise-timing.ts";
import { logSnr } from "../trajectory/noise.ts";
import { playControls } from "../trajectory/play-controls.ts";
import type { Action, Playback } from "../trajectory/playback.ts";
import { padded, reading, timestep } from "../trajectory/reading.ts";
import { slider } from "../trajectory/slider.ts";
import { hueOf } from "./caption.ts";
import { ticks } from "./ticks.ts";
import { timeOf, type CommonTimeline } from "./timeline.ts";

export interface TransportState {
  runs: readonly ComparedRun[];
  timeline: CommonTimeline;
  playback: Playback;
  /** Each run's frame now. */
  at: readonly number[];
  live: boolean;
  colours: Colours;
}

/** How all runs are moved through their one time: buttons, readings, slider, the ticks of each and the strip of log-SNR. */
export function transport(
  runs: readonly ComparedRun[],
  dispatch: (action: Action) => void,
  stop: (() => void) | null,
) {
  const time = reading("t");
  const snr = reading("log-SNR");
  snr.element.classList.add("nb-wide");
  const steps = runs.map(({ name }, run) => stepReading(name, run));
  const readings = h(
    "div",
    { class: "nb-bar nb-reads" },
    time.element,
    snr.element,
    ...steps.map((each) => each.element),
  );
  const time0 = slider((fraction) => dispatch({ type: "seek", step: fraction * axisLength }));
  const controls = playControls(dispatch, { stop, readings, left: () => time0.focus() });
  const rows = ticks(runs.map(({ name }) => name));
  const levels = noiseTiming();
  const [start, end] = [h("span"), h("span")];
  const legend = h(
    "div",
    { class: "nb-legend nb-2 nb-small" },
    start,
    h("span", { class: "nb-keys" }, ...levels.keys),
    end,
  );
  const element = h(
    "div",
    { class: "nb-transport" },
    controls.element,
    time0.element,
    rows.element,
    levels.strip,
    legend,
  );
  let ends = "";

  return {
    element,
    focus: () => time0.focus(),
    draw({ runs: now, timeline, playback, at, live, colours }: TransportState): void {
      const place = playback.step;
      const index = Math.max(0, timeline.stops.indexOf(place));
      const level = timeline.levels.frames.at(index);
      const t = timestep(timeOf(timeline, place));
      controls.draw({ playback, live, progress: live ? progressOf(now, t) : [] });
      time.set(t, timestep(timeline.axis.from).length);
      snr.set(level ? fixed(logSnr(level)) : "\u2013", 5);
      const done = now.map(({ trajectory }, run) => trajectory.frames[at[run]]?.step ?? 0);
      now.forEach(({ trajectory }, run) => steps[run].set(done[run], trajectory.steps));
      const forward = isForward(timeline.levels);
      const [from, to] = [timestep(timeline.axis.from), timestep(timeline.axis.to)];
      if (`${forward} ${from} ${to}` !== ends) {
        ends = `${forward} ${from} ${to}`;
        start.replaceChildren(forward ? "data, " : "noise, ", math("t"), ` = ${from}`);
        end.replaceChildren(math("t"), ` = ${to}, `, forward ? "noise" : "data");
      }
      const spoken = now.map(({ name }, run) => `${name} step ${done[run]}`).join(", ");
      time0.draw({
        step: Math.round(place),
        planned: axisLength,
        place: place / axisLength,
        available: (timeline.stops.at(-1) ?? 0) / axisLength,
        spoken: `t ${t}, ${spoken}`,
      });
      rows.draw(timeline, place, colours);
      levels.draw(timeline.levels, index, timeline.levelAxis);
    },
  };
}

function stepReading(name: string, run: number) {
  const read = reading("");
  const mark = h(
    "span",
    { class: "nb-key round nb-2", style: hueOf(run), title: name },
    h("span", { class: "nb-wide" }, "step"),
  );
  read.element.prepend(mark);
  return {
    element: read.element,
    set: (step: number, planned: number) => read.set(`${padded(step, planned)} / ${planned}`, 0),
  };
}

/** How far all runs together are. */
function progressOf(runs: readonly ComparedRun[], t: string): (Node | string)[] {
  let [done, planned] = [0, 0];
  for (const { trajectory } of runs) {
    done += trajectory.frames.at(-1)?.step ?? 0;
    planned += trajectory.steps;
  }
  const strong = (text: string): HTMLElement => h("span", { class: "nb-strong" }, text);
  return ["t ", strong(t), ", step ", strong(whole(done)), ` of ${whole(planned)}`];
}
