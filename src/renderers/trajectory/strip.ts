import type { Trajectory } from "../../protocol/index.ts";
import { h, set, svg } from "../dom/element.ts";
import { linear } from "../scale/linear.ts";
import { logSnr } from "./noise.ts";

const height = 44;
/** Drawn in a box of this width and stretched to the slider's, so that no resize needs a redraw. */
const across = 1000;
/** Bars of the KL terms reach this many decades below the largest. */
const decades = 5;

/** Under the slider, with its horizontal extent: log-SNR as a curve, KL by step as bars where they are known. */
export function strip() {
  const clip = `nb-past-${Math.random().toString(36).slice(2)}`;
  const past = svg("rect", { x: 0, y: 0, height });
  const future = svg("path", { class: "nb-bars-future" });
  const done = svg("path", { class: "nb-bars-past", "clip-path": `url(#${clip})` });
  const curve = svg("path", { class: "nb-snr" });
  const drawing = svg(
    "svg",
    {
      viewBox: `0 0 ${across} ${height}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": "log-SNR and KL by step",
    },
    svg("clipPath", { id: clip }, past),
    future,
    done,
    curve,
  );
  const line = h("div", { class: "nb-playhead" });
  const dot = h("div", { class: "nb-dot" });
  const element = h("div", { class: "nb-strip" }, drawing, line, dot);
  let drawn: Trajectory["frames"] | null = null;
  let level = linear([-10, 10], [height - 4, 2]);

  return {
    element,
    draw(trajectory: Trajectory, index: number): void {
      const planned = Math.max(1, trajectory.steps);
      if (drawn !== trajectory.frames) {
        drawn = trajectory.frames;
        level = snrScale(trajectory);
        const bars = barsOf(trajectory);
        set(future, { d: bars });
        set(done, { d: bars });
        set(curve, { d: curveOf(trajectory, level) });
      }
      const frame = trajectory.frames.at(index);
      const fraction = frame ? frame.step / planned : 0;
      set(past, { width: fraction * across });
      line.style.left = `${fraction * 100}%`;
      const snr = frame ? logSnr(frame) : NaN;
      dot.hidden = !Number.isFinite(snr);
      dot.style.left = `${fraction * 100}%`;
      if (!dot.hidden) dot.style.top = `${level(snr)}px`;
    },
  };
}

/** A window of ±10, which holds the usual schedules, and more where the run leaves it: it does not jump while frames come. */
function snrScale({ frames }: Trajectory): (value: number) => number {
  const values = frames.map(logSnr).filter(Number.isFinite);
  return linear([Math.min(-10, ...values), Math.max(10, ...values)], [height - 2, 2]);
}

function curveOf({ frames, steps }: Trajectory, level: (value: number) => number): string {
  const points = frames
    .map((frame) => [(frame.step / Math.max(1, steps)) * across, logSnr(frame)] as const)
    .filter(([, value]) => Number.isFinite(value));
  return points.map(([x, v], k) => `${k ? "L" : "M"}${x.toFixed(1)} ${level(v).toFixed(2)}`).join("");
}

function barsOf({ frames, steps }: Trajectory): string {
  const planned = Math.max(1, steps);
  const known = frames.filter((frame) => frame.kl !== null && frame.kl > 0);
  const most = known.reduce((greatest, { kl }) => Math.max(greatest, kl ?? 0), 0);
  const wide = across / planned > 5;
  return known
    .map(({ step, kl }) => {
      const tall = Math.max(0, (Math.log10((kl ?? 0) / most) + decades) / decades) * (height - 4);
      const left = (step / planned) * across + (wide ? 0.5 : 0);
      const right = ((step + 1) / planned) * across - (wide ? 0.5 : 0);
      return `M${left.toFixed(1)} ${height}V${(height - tall).toFixed(1)}H${right.toFixed(1)}V${height}Z`;
    })
    .join("");
}
