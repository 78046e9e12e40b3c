import type { Trajectory } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { linear } from "../scale/linear.ts";
import { fixed, loss } from "../text/number.ts";
import { endsOf } from "./direction.ts";
import { logSnr } from "./noise.ts";
import { strip, stripSize, type Plot } from "./strip.ts";
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
    draw(trajectory, index) {
      klKey.hidden = !knowsKl(trajectory);
      below.draw(trajectory, index, trajectory.frames, () => plotOf(trajectory));
    },
    readings(trajectory, index) {
      const frame = trajectory.frames.at(index);
      const snr = { name: "log-SNR", text: frame ? fixed(logSnr(frame)) : "\u2013", characters: 5 };
      if (!knowsKl(trajectory)) return [snr];
      return [snr, { name: "KL", text: frame?.kl == null ? "\u2013" : loss(frame.kl), characters: 5 }];
    },
    ends: endsOf,
  };
}

function plotOf(trajectory: Trajectory): Plot {
  const level = snrScale(trajectory);
  return {
    bars: barsOf(trajectory),
    curve: curveOf(trajectory, level),
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
