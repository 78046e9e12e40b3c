import * as v from "valibot";
import { appendFrames, chunkOf, type TrajectoryOf } from "../../protocol/index.ts";
import { subscription } from "../subscription.ts";
import { outputElement } from "../dom/output.ts";
import { h } from "../dom/element.ts";
import { painter } from "../dom/frames.ts";
import { head } from "../head.ts";
import { afterClose, type Link } from "../link.ts";
import { perSecond, remember, type Reading } from "../scale/rate.ts";
import { readColours, type Colours } from "../theme/colours.ts";
import { installViewerStyles } from "../theme/styles.ts";
import { onThemeChange } from "../theme/watch.ts";
import { stateLine } from "../state-line.ts";
import type { View } from "../view.ts";
import type { Host } from "../host.ts";
import type { StreamNews } from "../in-order.ts";
import { panelButton } from "../panel-button.ts";
import type { TrajectoryKind } from "./kind.ts";
import { mergeTrajectories, withShown } from "./merge.ts";
import { isLive, noticeOf } from "./notices.ts";
import { snrAxis, stepAxis, timeAxis, type Axis, type AxisName } from "./axis.ts";
import { displayMenu } from "./display-menu.ts";
import { onKeys } from "./on-keys.ts";
import { exporting } from "./export/exporting.ts";
import { indexOf, runMilliseconds, type Action, type Timeline } from "./playback.ts";
import { player } from "./player.ts";
import type { Scene } from "./scene.ts";
import { transport } from "./transport.ts";
import styles from "./trajectory.css";

/** Over this long the rate of arriving frames is measured (milliseconds). */
const rateWindow = 2000;

/** Puts the viewer of one output together and keeps it through the output's updates. */
export function openTrajectory<T extends TrajectoryOf>(
  first: T,
  kind: TrajectoryKind<T>,
  host: Host,
): View<T> {
  installViewerStyles("trajectory", styles);
  let trajectory = first;
  let link: Link = "none";
  let steps: { readonly of: T["frames"]; readonly all: readonly number[] } | null = null;
  const playing = player(timeline);
  let colours: Colours | null = null;
  let arrivals: Reading[] = [];
  let drawn = "";
  let stale = 0;
  let axisName: AxisName = "step";
  let axis: Axis<T["frames"][number]> | null = null;
  let axisOf: unknown[] = [];
  const chunks = chunkOf(kind.frame);
  const news = subscription(host, hear);

  const saving = exporting(host, {
    trajectory: () => trajectory,
    scene: (index) => ({ ...sceneNow(), index }),
    shown: () => sceneNow().index,
    stage: () => stage,
    element: () => element,
    whole: () => runMilliseconds / playing.state().speed,
    changed: refresh,
  });
  const stop = (): void => {
    if (trajectory.stream) host.send({ type: "interrupt", stream: trajectory.stream });
  };
  const { stage, timing } = kind.parts({
    changed() {
      refresh();
      controls.focus();
    },
    redraw: refresh,
  });
  const { logSnr } = timing;
  const display = displayMenu({ snr: logSnr !== undefined, settings: stage.settings ?? [] }, (name) => {
    axisName = name;
    refresh();
  });
  const trail = h(
    "div",
    { class: "nb-bar nb-trail" },
    display,
    ...panelButton(host),
    host.reachable ? saving.element : null,
  );
  const top = head(first.sampler, first.options, [trail], { titled: true });
  const line = stateLine(top, host);
  const controls = transport(dispatch, host.reachable ? stop : null, timing);
  const body = h("div", { class: "nb-view" }, top.element, stage.element, controls.element);
  const element = outputElement("trajectory", `${first.sampler}, trajectory`, body);
  const paint = painter(element, draw);
  const unwatch = onThemeChange(() => {
    colours = null;
    refresh();
  });

  onKeys(element, dispatch);

  function timeline(): Timeline {
    const { frames, steps: planned } = trajectory;
    // Asked for with every display frame: a run may have a thousand of its own.
    if (steps?.of !== frames) steps = { of: frames, all: frames.map(({ step }) => step) };
    return { steps: steps.all, planned, live: isLive(trajectory, link) };
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
    const scene = sceneNow();
    const key = `${scene.index} ${stale} ${element.clientWidth} ${playback.playing}`;
    if (key !== drawn) {
      drawn = key;
      element.dataset["direction"] = kind.direction(trajectory);
      stage.draw(scene);
      controls.draw({
        trajectory,
        playback,
        index: scene.index,
        axis: axisNow(),
        live: isLive(trajectory, link),
        arriving: perSecond(arrivals),
      });
      const frame = trajectory.frames.at(scene.index);
      top.alarm(frame ? kind.alarm(frame) : null);
      sayState();
    }
    return playback.playing;
  }

  function sceneNow(): Scene<T> {
    colours ??= readColours(element);
    const { steps: all } = timeline();
    const index = all.length ? indexOf(all, playing.state().step) : -1;
    return { trajectory, index, colours };
  }

  /** The same object until something of it changes: who draws along it may compare. */
  function axisNow(): Axis<T["frames"][number]> {
    const live = isLive(trajectory, link);
    const key = [axisName, live, trajectory.frames, trajectory.steps];
    if (axis && key.every((part, k) => part === axisOf[k])) return axis;
    axisOf = key;
    if (axisName === "snr" && logSnr) axis = snrAxis(trajectory, logSnr, live);
    else if (axisName === "t") axis = timeAxis(trajectory, timing.ends(trajectory)[1].t);
    else axis = stepAxis(trajectory);
    return axis;
  }

  function sayState(): void {
    const saved = saving.line();
    if (saved) {
      top.state(saved);
      line.taken();
      return;
    }
    line.say(noticeOf(trajectory, link), trajectory.stream);
    const empty = trajectory.frames.length === 0 && trajectory.state !== "running";
    stage.element.hidden = empty;
    controls.element.hidden = empty;
    trail.hidden = empty;
  }

  /** Asks the kernel for what the payload lacks: frames to come, or frames and samples that a saved output leaves out. */
  function listen(): void {
    const { stream, state, frames, framesMade, shown, batch } = trajectory;
    const lacking = state === "running" || frames.length < framesMade || shown < batch;
    if (lacking && news.to(stream)) link = "asked";
  }

  function hear(event: StreamNews): void {
    if (event.type === "closed") link = afterClose(link, event, trajectory.state === "running");
    else receive(event.chunk);
    follow();
  }

  function receive(json: unknown): void {
    const chunk = v.safeParse(chunks, json);
    try {
      if (!chunk.success) throw new RangeError("not a chunk of a trajectory");
      const before = withShown(trajectory, chunk.output.shown ?? 0);
      kind.check(before, chunk.output.frames);
      trajectory =
        before.state === "running"
          ? appendFrames(before, chunk.output)
          : mergeTrajectories(before, { ...before, frames: chunk.output.frames }, kind);
      link = "heard";
    } catch {
      link = "damaged";
      return;
    }
    const newest = trajectory.frames.at(-1)?.step ?? 0;
    arrivals = remember(arrivals, { time: performance.now(), count: newest }, rateWindow);
  }

  function follow(): void {
    playing.follow();
    refresh();
  }

  return {
    element,
    mounted() {
      listen();
      if (isLive(trajectory, link)) playing.open();
      paint.now();
    },
    update(payload) {
      const before = trajectory;
      trajectory = mergeTrajectories(before, payload, kind);
      const anew = trajectory === payload && before.frames.length > 0;
      listen();
      if (anew) playing.open();
      follow();
      paint.now();
    },
    dispose() {
      news.dispose();
      saving.dispose();
      unwatch();
      paint.dispose();
    },
  };
}
