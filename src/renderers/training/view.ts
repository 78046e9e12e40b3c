import * as v from "valibot";
import { TrainingChunk, type Training } from "../../protocol/index.ts";
import { select, textButton } from "../controls/toolkit.ts";
import { subscription } from "../subscription.ts";
import { outputElement } from "../dom/output.ts";
import { h, say, set } from "../dom/element.ts";
import { head } from "../head.ts";
import { afterClose, type Link } from "../link.ts";
import { notice } from "../notice.ts";
import { loadLossChart } from "../plot/load.ts";
import type { LossChart } from "../plot/loss-chart.ts";
import { whole } from "../text/number.ts";
import { perSecond, remember, type Reading } from "../scale/rate.ts";
import { thin } from "../scale/thin.ts";
import { readColours, type Colours } from "../theme/colours.ts";
import { installViewerStyles } from "../theme/styles.ts";
import { onThemeChange } from "../theme/watch.ts";
import { stateLine } from "../state-line.ts";
import type { View } from "../view.ts";
import type { Host } from "../host.ts";
import type { StreamNews } from "../in-order.ts";
import { panelButton } from "../panel-button.ts";
import { chooseSamples } from "./choose.ts";
import { earlierRuns } from "./earlier.ts";
import { isGoing, isLive, noticeOf } from "./notices.ts";
import { addTo, beginRun, type Run } from "./run.ts";
import { rowsOf, runsTable } from "./runs-table.ts";
import { sampleStrips } from "./samples.ts";
import { spark } from "./spark.ts";
import { statsOf } from "./stats.ts";
import { termsChart } from "./terms-chart.ts";
import styles from "./training.css";
import { fitsLog, grown, needed, union, type Window } from "../scale/window.ts";

/** A live chart is redrawn this often (milliseconds). */
const pace = 250;
/** Over this much training the speed is measured (milliseconds). */
const rateWindow = 4000;

type Axis = "log" | "linear";

/** Puts the monitor of one run together and keeps it through the output's updates. */
export function openTraining(first: Training, host: Host): View<Training> {
  installViewerStyles("training", styles);
  let payload = first;
  let run: Run = beginRun(first);
  let earlier = earlierRuns(first.overlay);
  let link: Link = "none";
  let axis: Axis = "log";
  let windows: Record<Axis, Window | null> = { log: null, linear: null };
  let colours: Colours | null = null;
  let readings: Reading[] = [];
  let stopping = false;
  let chart: LossChart | null = null;
  let disposed = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const news = subscription(host, hear);

  const pause = textButton("Pause", togglePause, "pause");
  const stop = textButton("Stop", askToStop, "stop");
  const top = head(
    first.title,
    first.options,
    host.reachable ? [pause.element, stop.element, ...panelButton(host)] : [],
    {
      titled: false,
    },
  );
  const line = stateLine(top, host);
  const bar = h("div", { class: "nb-progress-done" });
  const progress = h("div", { class: "nb-progress", role: "progressbar", "aria-label": "Training" }, bar);
  const figures = Array.from({ length: 6 }, figure);
  const table = runsTable(earlier.length + 1);
  const stats = h(
    "div",
    { class: "nb-stats", hidden: earlier.length > 0 },
    ...figures.map((each) => each.element),
  );
  const what = h("span", { class: "nb-strong nb-line" });
  const why = h("span", { class: "nb-2 nb-why" }, first.overlay?.why ?? "");
  const smoothKey = h(
    "span",
    { class: "nb-key", style: "--nb-colour: var(--nb-s1)" },
    `smoothed (${first.smoothing})`,
  );
  const rawKey = h("span", { class: "nb-key", style: "--nb-colour: var(--nb-s1-faint)" }, "every step");
  const scale = select<Axis>(
    "Scale of the loss",
    [
      ["log", "log"],
      ["linear", "linear"],
    ],
    axis,
    chooseAxis,
    "below",
  );
  const canvas = h("div", {
    class: "nb-loss",
    role: "img",
    "aria-label": "loss by step",
    "aria-busy": "true",
  });
  const gradNorm = spark("gradient norm", earlier.length + 1);
  const learningRate = spark("learning rate", earlier.length + 1);
  const metrics = new Map<string, ReturnType<typeof spark>>();
  const sparks = h("div", { class: "nb-sparks" }, gradNorm.element, learningRate.element);
  const terms = termsChart();
  const [beside, below] = [h("div"), h("div")];
  const samples = sampleStrips();
  const element = outputElement(
    "training",
    `${first.title}, training`,
    h(
      "div",
      { class: "nb-view nb-training" },
      h("div", { class: "nb-view" }, top.element, progress),
      stats,
      table.element,
      h(
        "div",
        { class: "nb-charts" },
        h(
          "div",
          { class: "nb-loss-part" },
          h(
            "div",
            { class: "nb-bar nb-small" },
            what,
            ...(earlier.length ? [why] : []),
            h("span", { class: "nb-push" }),
            ...(earlier.length ? [] : [smoothKey, rawKey]),
            scale,
          ),
          canvas,
          beside,
        ),
        sparks,
      ),
      below,
      samples.element,
    ),
  );

  const unwatch = onThemeChange(() => {
    colours = null;
    draw();
  });
  const size = new ResizeObserver(() => schedule());
  // Out of sight nothing is drawn; it is caught up with when it comes back.
  let visible = true;
  const sight = new IntersectionObserver((entries) => {
    visible = entries.at(-1)?.isIntersecting ?? true;
    if (visible) schedule();
  });

  function togglePause(): void {
    if (payload.stream === null) return;
    const type = run.progress.state === "paused" ? "resume" : "pause";
    host.send({ type: "request", stream: payload.stream, request: { type } });
  }

  /** The run ends after the step that is at work, so that cells go on with the model; asked again, the cell is interrupted. */
  function askToStop(): void {
    if (payload.stream === null) return;
    if (stopping) host.send({ type: "interrupt", stream: payload.stream });
    else host.send({ type: "request", stream: payload.stream, request: { type: "stop" } });
    stopping = true;
    draw();
  }

  function chooseAxis(chosen: Axis): void {
    axis = chosen;
    draw();
  }

  /** Draws soon, at most four times a second. */
  function schedule(): void {
    if (disposed || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      if (visible) draw();
    }, pace);
  }

  function draw(): void {
    if (disposed) return;
    colours ??= readColours(element);
    const live = isLive(run, link);
    drawHead(live);
    drawFigures(live);
    const steps = Math.max(run.planned, ...earlier.map(({ planned }) => planned));
    gradNorm.draw([run.gradNorm, ...earlier.map((before) => before.gradNorm)], steps);
    learningRate.draw([run.learningRate, ...earlier.map((before) => before.learningRate)], steps);
    drawMetrics(steps);
    // Beside a column of a person's own numbers there is room below the loss.
    const place = run.metrics.size > 0 ? beside : below;
    if (terms.element.parentElement !== place) place.append(terms.element);
    terms.draw(run.terms);
    samples.draw(
      chooseSamples([...run.samples.values()], live),
      live ? (payload.sampleShape ?? null) : null,
      colours,
    );
    drawChart(colours);
  }

  function drawFigures(live: boolean): void {
    const rate = live ? (perSecond(readings) ?? overall()) : overall();
    if (earlier.length === 0) {
      statsOf(run, payload, rate, live).forEach((stat, k) => figures[k]?.set(stat));
      return;
    }
    const by = payload.overlay?.by ?? null;
    const noun = by === "eps" ? "eps error" : "loss";
    table.set(
      `${noun} at ${whole(run.progress.step)}`,
      rowsOf({ name: payload.title, run, by, rate, live }, earlier),
    );
  }

  /** A small chart for each number of a person's own, in the order in which they come. */
  function drawMetrics(steps: number): void {
    for (const [name, values] of run.metrics) {
      const made = metrics.get(name) ?? spark(name, 1, "least");
      if (!metrics.has(name)) sparks.append(made.element);
      metrics.set(name, made);
      made.draw([values], steps);
    }
  }

  function overall(): number | null {
    const { step, elapsed } = run.progress;
    return elapsed > 0 && step > 0 ? (step / elapsed) * 1000 : null;
  }

  function drawHead(live: boolean): void {
    const { step, state } = run.progress;
    pause.element.hidden = !live || stopping;
    stop.element.hidden = !live;
    // A step may take long: the second press ends the cell itself.
    stop.set({ text: stopping ? "Stop now" : "Stop" });
    stop.element.title = stopping
      ? "Interrupt the cell without waiting for its step"
      : "End after this step and keep the model: the cells below go on";
    pause.set(state === "paused" ? { icon: "play", text: "Resume" } : { icon: "pause", text: "Pause" });
    const part = run.planned > 0 ? Math.min(1, step / run.planned) : 0;
    bar.style.width = `${part * 100}%`;
    bar.classList.toggle("finished", state === "finished");
    progress.setAttribute("aria-valuenow", String(Math.round(part * 100)));
    line.say(noticeOf(run, link), payload.stream);
  }

  function drawChart(theme: Colours): void {
    const by = payload.overlay?.by ?? null;
    const own = run[by ?? "loss"];
    // What cannot be compared is not drawn over each other.
    const others = by === null ? [] : earlier;
    say(what, by === "eps" ? "Error of eps" : "Loss");
    const all = [own, ...others.map(({ compared, smooth }) => ({ ...compared, smooth }))];
    for (const kind of ["log", "linear"] as const) {
      const wanted = union(all.map((line) => needed(line, line.smooth, kind === "log")));
      windows[kind] = grown(windows[kind], wanted);
    }
    const log = axis === "log" && all.every(({ smooth }) => fitsLog(smooth));
    scale.hidden = !all.every(({ smooth }) => fitsLog(smooth));
    if (!chart || canvas.clientWidth === 0) return;
    const columns = Math.max(50, Math.floor(canvas.clientWidth / 2));
    const planned = Math.max(1, run.planned, ...others.map((before) => before.planned));
    const extent = [0, planned] as const;
    const drawing = chart.draw({
      lines: all.map(({ steps, values, smooth }) => ({
        raw: thin(steps, values, columns, extent),
        smooth: thin(steps, smooth, columns, extent),
      })),
      planned,
      done: run.progress.step,
      window: windows[log ? "log" : "linear"],
      log,
      marks: [...run.samples.keys()],
      colours: theme,
      font: getComputedStyle(element).fontFamily,
    });
    drawing.then(() => set(canvas, { "aria-busy": null }), chartFailed);
  }

  function chartFailed(error: unknown): void {
    set(canvas, { "aria-busy": null });
    const reason = error instanceof Error ? error.message : String(error);
    canvas.replaceChildren(notice({ tone: "error", finding: "The chart cannot be drawn.", detail: reason }));
  }

  function listen(): void {
    if (isGoing(run) && news.to(payload.stream)) link = "asked";
  }

  function hear(event: StreamNews): void {
    if (event.type === "closed") {
      link = afterClose(link, event, isGoing(run));
      schedule();
      return;
    }
    const chunk = v.safeParse(TrainingChunk, event.chunk);
    try {
      if (!chunk.success) throw new RangeError("not a chunk of a training run");
      addTo(run, chunk.output);
      link = "heard";
      const { step, elapsed } = run.progress;
      readings = remember(readings, { time: elapsed, count: step }, rateWindow);
    } catch {
      link = "damaged";
    }
    schedule();
  }

  return {
    element,
    mounted() {
      listen();
      draw();
      size.observe(element);
      sight.observe(element);
      loadLossChart().then((make) => {
        if (disposed) return;
        chart = make(canvas);
        draw();
      }, chartFailed);
    },
    // Its table and charts are made for as many runs.
    takes: (next) => earlierRuns(next.overlay).length === earlier.length,
    update(next) {
      earlier = earlierRuns(next.overlay);
      why.textContent = next.overlay?.why ?? "";
      // A later state of the same run adds to what arrived live; another run begins anew.
      const same =
        next.steps === payload.steps &&
        next.title === payload.title &&
        next.progress.step >= run.progress.step;
      payload = next;
      if (same) addTo(run, next);
      else {
        run = beginRun(next);
        metrics.forEach((each) => each.element.remove());
        metrics.clear();
        windows = { log: null, linear: null };
        readings = [];
        stopping = false;
        link = "none";
      }
      listen();
      draw();
    },
    dispose() {
      disposed = true;
      if (timer !== null) clearTimeout(timer);
      news.dispose();
      unwatch();
      size.disconnect();
      sight.disconnect();
      chart?.dispose();
    },
  };
}

function figure() {
  const name = h("span", { class: "nb-stat-name" });
  const value = h("span");
  const unit = h("span", { class: "nb-2" });
  return {
    element: h("div", { class: "nb-stat" }, name, h("span", { class: "nb-stat-value" }, value, " ", unit)),
    set(stat: { name: string; value: string; unit?: string }): void {
      say(name, stat.name);
      say(value, stat.value);
      say(unit, stat.unit ?? "");
    },
  };
}
