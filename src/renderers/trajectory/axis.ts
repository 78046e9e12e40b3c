import type { AnyFrame } from "../../protocol/index.ts";
import { clamp } from "../scale/linear.ts";

/** What the slider goes by. */
export type AxisName = "step" | "t" | "snr";

/** Places in time along the slider and the strip under it, from 0 to 1. */
export interface Axis<Frame extends AnyFrame = AnyFrame> {
  readonly name: AxisName;
  readonly place: (frame: Frame) => number;
  /** Step of the frame nearest to a place. */
  readonly stepAt: (fraction: number) => number;
  /** Where the frame after this one stands, or would. */
  readonly next: (index: number) => number;
}

export interface Course<Frame extends AnyFrame> {
  readonly frames: readonly Frame[];
  /** Steps the run has planned. */
  readonly steps: number;
}

/** Every step as long as the other. */
export function stepAxis<Frame extends AnyFrame>({ frames, steps }: Course<Frame>): Axis<Frame> {
  const planned = Math.max(1, steps);
  const place = ({ step }: Frame): number => clamp(step / planned, 0, 1);
  const next = (index: number): number => ((frames.at(index)?.step ?? 0) + 1) / planned;
  return { name: "step", place, stepAt: nearest(frames, place), next };
}

/** By t, from the first frame's to `end`. Where that is not known yet, by step. */
export function timeAxis<Frame extends AnyFrame>(course: Course<Frame>, end: number | null): Axis<Frame> {
  const first = course.frames.at(0)?.t;
  if (first === undefined || end === null || first === end) return { ...stepAxis(course), name: "t" };
  return along("t", course.frames, ({ t }) => (t - first) / (end - first));
}

/** What an infinite log-SNR, of pure noise or of data, is drawn beyond the finite ones, as a part of the whole. */
const beyond = 0.04;
/** While frames come: the window that holds the usual schedules. */
const usual = 10;

/** By log-SNR: it grows towards data. A live run has the usual window, so that places do not move while frames come. */
export function snrAxis<Frame extends AnyFrame>(
  course: Course<Frame>,
  logSnr: (frame: Frame) => number,
  live: boolean,
): Axis<Frame> {
  const values = course.frames.map(logSnr);
  const finite = values.filter(Number.isFinite);
  const [low, high] = [
    Math.min(...finite, live ? -usual : Infinity),
    Math.max(...finite, live ? usual : -Infinity),
  ];
  if (!(low < high)) return { ...stepAxis(course), name: "snr" };
  const falls = values[0] > (values.at(-1) ?? 0);
  const least = live || values.includes(-Infinity) ? beyond : 0;
  const most = live || values.includes(Infinity) ? 1 - beyond : 1;
  return along("snr", course.frames, (frame) => {
    const value = logSnr(frame);
    const rising =
      value === -Infinity
        ? 0
        : value === Infinity
          ? 1
          : least + ((value - low) / (high - low)) * (most - least);
    return falls ? 1 - rising : rising;
  });
}

function along<Frame extends AnyFrame>(
  name: AxisName,
  frames: readonly Frame[],
  exact: (frame: Frame) => number,
): Axis<Frame> {
  const place = (frame: Frame): number => clamp(exact(frame), 0, 1);
  const next = (index: number): number => {
    const frame = frames.at(index + 1);
    return frame && index + 1 < frames.length ? place(frame) : place(frames[index]);
  };
  return { name, place, stepAt: nearest(frames, place), next };
}

/** The frame nearest to a place. Samplers may go back in time, so that places need not be in order. */
const nearest =
  <Frame extends AnyFrame>(frames: readonly Frame[], place: (frame: Frame) => number) =>
  (fraction: number): number => {
    let [step, least] = [0, Infinity];
    for (const frame of frames) {
      const far = Math.abs(place(frame) - fraction);
      if (far < least) [step, least] = [frame.step, far];
    }
    return step;
  };
