import type { Trajectory, TrajectoryFrame } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { linear } from "../scale/linear.ts";
import { fixed, loss } from "../text/number.ts";
import type { Axis } from "./axis.ts";
import { endsOf } from "./direction.ts";
import { logSnr } from "./noise.ts";
import { barPath, strip, stripSize, type Plot } from "./strip.ts";
import type { Timing } from "./timing.ts";

const { height, across } = stripSize;
/** Bars of the KL terms reach this many decades below the largest. */
const decades = 5;

/** Time under Gaussian noise: log-SNR as a curve, KL by step as bars where they are known. */
export function noiseTiming(): Timing {
  const klKey = h("span", { class: "nb-key square", style: "--nb-colour: var(--nb-fg2)" });
  klKey.append(h("span", {}, "KL per step", h("span", { class: "nb-wide" }, ", log")));
  const snrKey = h("span", { class: "nb-key", style: "--nb-colour: var(--nb-s1)" }, "log-SNR");
  const below = strip("log-SNR and KL by step");
  const knowsKl = ({ frames }: Trajectory): boolean => frames.some(({ kl }) => kl !== null);

  return {
    strip: below.element,
    keys: [snrKey, klKey],
    draw(trajectory, index, axis) {
      klKey.hidden = !knowsKl(trajectory);
      below.draw(trajectory, index, axis, () => plotOf(trajectory, axis), axis);
    },
    readings(trajectory, index) {
      const frame = trajectory.frames.at(index);
      const snr = { name: "log-SNR", text: frame ? fixed(logSnr(frame)) : "\u2013", characters: 5 };
      if (!knowsKl(trajectory)) return [snr];
      return [snr, { name: "KL", text: frame?.kl == null ? "\u2013" : loss(frame.kl), characters: 5 }];
    },
    ends: endsOf,
    logSnr,
  };
}

function plotOf(trajectory: Trajectory, axis: Axis<TrajectoryFrame>): Plot {
  const level = snrScale(trajectory);
  return {
    bars: barsOf(trajectory, axis),
    curve: curveOf(trajectory, axis, level),
    level: (index) => {
      const frame = trajectory.frames.at(index);
      return frame ? level(logSnr(frame)) : NaN;
    },
  };
}

/** A window of ±10, which holds the usual schedules, and more where the run leaves it: it does not jump while frames come. */
function snrScale({ frames }: Trajectory): (value: number) => number {
  const values = frames.map(logSnr).filter(Number.isFinite);
  return linear([Math.min(-10, ...values), Math.max(10, ...values)], [height - 2, 2]);
}

function curveOf(
  { frames }: Trajectory,
  axis: Axis<TrajectoryFrame>,
  level: (value: number) => number,
): string {
  const points = frames
    .map((frame) => [axis.place(frame) * across, logSnr(frame)] as const)
    .filter(([, value]) => Number.isFinite(value));
  return points.map(([x, v], k) => `${k ? "L" : "M"}${x.toFixed(1)} ${level(v).toFixed(2)}`).join("");
}

/** Neither an infinite term nor one of 0 has a place on a logarithmic axis. */
const isDrawn = (kl: number | null): kl is number => kl !== null && kl > 0 && kl < Infinity;

function barsOf({ frames }: Trajectory, axis: Axis<TrajectoryFrame>): string {
  const most = frames.reduce((greatest, { kl }) => (isDrawn(kl) ? Math.max(greatest, kl) : greatest), 0);
  return frames
    .map((frame, index) => {
      const { kl } = frame;
      if (!isDrawn(kl)) return "";
      const tall = Math.max(0, (Math.log10(kl / most) + decades) / decades) * (height - 4);
      return barPath(axis.place(frame) * across, axis.next(index) * across, tall);
    })
    .join("");
}
