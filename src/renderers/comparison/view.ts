import * as v from "valibot";
import {
  appendToRuns,
  axisLength,
  ComparisonChunk,
  stateOfRuns,
  type Comparison,
} from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { outputElement } from "../dom/output.ts";
import { dataOf } from "../dom/data-url.ts";
import { painter } from "../dom/frames.ts";
import type { Host } from "../host.ts";
import type { StreamNews } from "../in-order.ts";
import { afterClose, type Link } from "../link.ts";
import { panelButton } from "../panel-button.ts";
import { stateLine } from "../state-line.ts";
import { subscription } from "../subscription.ts";
import { whole } from "../text/number.ts";
import { readColours, type Colours } from "../theme/colours.ts";
import { installViewerStyles } from "../theme/styles.ts";
import { onThemeChange } from "../theme/watch.ts";
import { decode } from "../trajectory/decode.ts";
import { isForward } from "../trajectory/direction.ts";
import { sheetOf } from "../trajectory/export/sheet.ts";
import { onKeys } from "../trajectory/on-keys.ts";
import type { Action, Timeline } from "../trajectory/playback.ts";
import { player } from "../trajectory/player.ts";
import { timestep } from "../trajectory/reading.ts";
import trajectoryStyles from "../trajectory/trajectory.css";
import type { View } from "../view.ts";
import { checkComparison } from "./check.ts";
import styles from "./comparison.css";
import { layOut, type Layout } from "./layout.ts";
import { mergeComparisons, sameRuns } from "./merge.ts";
import { isLive, noticeOf } from "./notices.ts";
import type { Quantity } from "./quantity.ts";
import type { Scene } from "./scene.ts";
import { commonTimeline, framesAt, type CommonTimeline } from "./timeline.ts";

/** While frames play the numbers are computed this often, as they can be read (milliseconds). */
const numbersPace = 250;

/** Puts the viewer of one output together and keeps it through the output's updates. */
export function openComparison(first: Comparison, host: Host): View<Comparison> {
  installViewerStyles("comparison", trajectoryStyles);
  installViewerStyles("comparison", styles);
  let comparison = first;
  let timeline: CommonTimeline = commonTimeline(first.runs);
  let link: Link = "none";
  const playing = player(steps);
  let quantity: Quantity = "x";
  let difference = true;
  let other = 1;
  let colours: Colours | null = null;
  let drawn = "";
  let stale = 0;
  let counted = -Infinity;
  const news = subscription(host, hear);

  const body = h("div", { class: "nb-view" });
  const element = outputElement("comparison", `Comparison of ${namesOf(first)}`, body);
  let layout: Layout = build();
  let line = stateLine(layout.head, host);
  const paint = painter(element, draw);
  const unwatch = onThemeChange(() => {
    colours = null;
    refresh();
  });
  onKeys(element, dispatch);

  function build(): Layout {
    const built = layOut(comparison, {
      dispatch,
      stop: host.reachable ? stop : null,
      save: host.reachable ? save : null,
      panel: panelButton(host),
      choose(chosen) {
        ({ quantity = quantity, difference = difference, other = other } = chosen);
        counted = -Infinity;
        refresh();
      },
      pinned() {
        refresh();
        layout.controls.focus();
      },
    });
    body.replaceChildren(...built.elements);
    return built;
  }

  function stop(): void {
    if (comparison.stream) host.send({ type: "interrupt", stream: comparison.stream });
  }

  function save(): void {
    const pictures = layout.stage.pictures();
    const at = framesAt(timeline, playing.state().step);
    const names = comparison.runs.map(({ name, trajectory: { frames } }, run) => {
      const frame = frames.at(Math.max(0, at[run]));
      return frame ? `${name} at t = ${timestep(frame.t)}` : name;
    });
    const sheet = sheetOf(names.join(", "), pictures, {
      colours: readColours(element),
      font: getComputedStyle(element).fontFamily,
      ratio: window.devicePixelRatio || 1,
    });
    host.send({ type: "save", name: "comparison.png", data: dataOf(sheet.toDataURL()) });
  }

  function steps(): Timeline {
    return { steps: timeline.stops, planned: axisLength, live: isLive(comparison.runs, link) };
  }

  function show(next: Comparison): void {
    comparison = next;
    timeline = commonTimeline(next.runs);
  }

  function refresh(): void {
    stale++;
    paint.request();
  }

  function dispatch(action: Action): void {
    playing.act(action);
    refresh();
  }

  function draw(elapsed: number): boolean {
    playing.tick(elapsed);
    const playback = playing.state();
    const key = `${playback.step} ${stale} ${element.clientWidth} ${playback.playing}`;
    if (key !== drawn) {
      drawn = key;
      drawNow();
    }
    return playback.playing;
  }

  function drawNow(): void {
    colours ??= readColours(element);
    const { runs, stream } = comparison;
    const playback = playing.state();
    const at = framesAt(timeline, playback.step);
    const scene: Scene = { runs, at, quantity, difference, other, colours };
    element.dataset["direction"] = isForward(timeline.levels) ? "forward" : "reverse";
    layout.choose(scene);
    const finding = layout.stage.draw(scene);
    const now = performance.now();
    const moving = playback.playing || playback.following;
    const count = !moving || now - counted >= numbersPace;
    if (count) counted = now;
    layout.numbers.draw(scene, finding, count);
    const live = isLive(runs, link);
    layout.controls.draw({ runs, timeline, playback, at, live, colours });
    layout.head.alarm(alarmOf(scene));
    line.say(noticeOf(runs, link), stream);
  }

  /** Asks the kernel for what the payload lacks: frames to come, or those a saved output leaves out. */
  function listen(): void {
    const { stream, runs } = comparison;
    const thinned = runs.some(({ trajectory: { frames, framesMade } }) => frames.length < framesMade);
    if ((stateOfRuns(runs) === "running" || thinned) && news.to(stream)) link = "asked";
  }

  function hear(event: StreamNews): void {
    if (event.type === "closed") link = afterClose(link, event, stateOfRuns(comparison.runs) === "running");
    else receive(event.chunk);
    follow();
  }

  function receive(json: unknown): void {
    const chunk = v.safeParse(ComparisonChunk, json);
    try {
      if (!chunk.success) throw new RangeError("not a chunk of a comparison");
      const { runs } = chunk.output;
      const running = stateOfRuns(comparison.runs) === "running";
      const added = comparison.runs.map(({ name, trajectory }, i) => ({
        name,
        trajectory: { ...trajectory, frames: runs.at(i)?.frames ?? [] },
      }));
      checkComparison({ ...comparison, runs: added });
      show(
        running
          ? appendToRuns(comparison, chunk.output)
          : mergeComparisons(comparison, { ...comparison, runs: added }),
      );
      link = "heard";
    } catch {
      link = "damaged";
    }
  }

  function follow(): void {
    playing.follow();
    refresh();
  }

  return {
    element,
    mounted() {
      listen();
      if (isLive(comparison.runs, link)) playing.open();
      paint.now();
    },
    update(payload) {
      const before = comparison;
      const same = sameRuns(before, payload);
      show(same ? mergeComparisons(before, payload) : payload);
      if (!same) {
        [other, counted] = [1, -Infinity];
        layout = build();
        line = stateLine(layout.head, host);
      }
      listen();
      const begun = payload.runs[0].trajectory.frames.at(0)?.x.data;
      const anew = begun !== before.runs[0].trajectory.frames.at(0)?.x.data;
      if (!same || anew) playing.open();
      follow();
      paint.now();
    },
    dispose() {
      news.dispose();
      unwatch();
      paint.dispose();
    },
  };
}

const namesOf = ({ runs }: Comparison): string => runs.map(({ name }) => name).join(", ");

/** Says how many of the shown frames' numbers are none. */
function alarmOf({ runs, at }: Scene): string | null {
  let bad = 0;
  runs.forEach(({ trajectory }, run) => {
    const frame = trajectory.frames.at(Math.max(0, at[run]));
    if (frame) bad += decode(frame).bad;
  });
  return bad === 0 ? null : `${whole(bad)} NaN or Inf`;
}
