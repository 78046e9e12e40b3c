import type { TrajectoryOf } from "../../protocol/index.ts";
import { h, set, svg } from "../dom/element.ts";
import type { Axis } from "./axis.ts";

/** Height of the strip, and the width it is drawn in: stretched to the slider's, so that no resize needs a redraw. */
export const stripSize = { height: 44, across: 1000 };
const { height, across } = stripSize;

/** What is drawn in the strip, in its own size. */
export interface Plot {
  /** Paths of the bars and of the curve. */
  readonly bars: string;
  readonly curve: string;
  /** Where the curve stands at a frame; NaN where it does not. */
  level(index: number): number;
}

/** A bar from place to place, so tall, and a little apart from its neighbours where it is wide. */
export function barPath(from: number, to: number, tall: number): string {
  const gap = to - from > 5 ? 0.5 : 0;
  const [left, right] = [from + gap, to - gap].map((x) => x.toFixed(1));
  return `M${left} ${height}V${(height - tall).toFixed(1)}H${right}V${height}Z`;
}

/** A curve and bars along the slider's axis, what is past of them stronger than what is to come. Drawn anew where `key` changes. */
export function strip(label: string) {
  const clip = `nb-past-${Math.random().toString(36).slice(2)}`;
  const past = svg("rect", { x: 0, y: 0, height });
  const future = svg("path", { class: "nb-bars-future" });
  const done = svg("path", { class: "nb-bars-past", "clip-path": `url(#${clip})` });
  const curve = svg("path", { class: "nb-snr" });
  const drawing = svg(
    "svg",
    { viewBox: `0 0 ${across} ${height}`, preserveAspectRatio: "none", role: "img", "aria-label": label },
    svg("clipPath", { id: clip }, past),
    future,
    done,
    curve,
  );
  const line = h("div", { class: "nb-playhead" });
  const dot = h("div", { class: "nb-dot" });
  const element = h("div", { class: "nb-strip" }, drawing, line, dot);
  let drawn: unknown = null;
  let plot: Plot = { bars: "", curve: "", level: () => NaN };

  return {
    element,
    draw<T extends TrajectoryOf>(
      trajectory: T,
      index: number,
      key: unknown,
      plotted: () => Plot,
      axis: Axis<T["frames"][number]>,
    ): void {
      if (drawn !== key) {
        drawn = key;
        plot = plotted();
        set(future, { d: plot.bars });
        set(done, { d: plot.bars });
        set(curve, { d: plot.curve });
      }
      const frame = trajectory.frames.at(index);
      const fraction = frame ? axis.place(frame) : 0;
      set(past, { width: fraction * across });
      line.style.left = `${fraction * 100}%`;
      const level = frame ? plot.level(index) : NaN;
      dot.hidden = !Number.isFinite(level);
      dot.style.left = `${fraction * 100}%`;
      if (!dot.hidden) dot.style.top = `${level}px`;
    },
  };
}
