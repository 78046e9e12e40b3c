import { tensor1d, tidy, variable, type Tensor, type Variable } from "../../core/tf.ts";
import { readNow } from "../../core/read-now.ts";
import { expectInteger } from "../../core/shape.ts";
import { expectLogSnrs } from "./log-snr-range.ts";
import { monotone, type Monotone } from "./monotone.ts";
import type { ContinuousSchedule } from "./schedule.ts";
import { showsItself } from "../shows-itself.ts";

/**
 * A schedule whose ln snr is a monotone network of t that can be trained. As numbers all follows the weights as they
 * are now; of a tensor of t, in float32, ln snr and its slope are tensors of its shape that gradients go through. On webgpu
 * numbers throw an Error until `await frozen()` has read the weights as they are now, since they cannot wait themselves.
 */
export interface LearnedSchedule extends ContinuousSchedule {
  logSnr(t: number): number;
  logSnr(t: Tensor): Tensor;
  dLogSnr(t: number): number;
  dLogSnr(t: Tensor): Tensor;
  /** Trainable weights by name. */
  readonly weights: Readonly<Record<keyof Monotone, Variable>>;
  /** The schedule of the weights as they are now, which later training leaves alone. */
  frozen(): Promise<ContinuousSchedule>;
  dispose(): void;
}

/** Where training starts: logistic curves spread over [0, 1], of one slope and together as high as t. */
const firstSlope = 10;
/** ln(1 + exp(x)) keeps slopes and heights above 0; this is its inverse. */
const beforeSoftplus = (y: number) => y + Math.log(-Math.expm1(-y));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/**
 * The learned schedule of VDM (2107.00630), appendix H: variance-preserving, ln snr falling from `logSnrMax` to
 * `logSnrMin` along a monotone network of `width` hidden units; at first it is nearly linear. The scale and bias of the
 * paper's first layer cancel where the ends are fixed and are left out.
 */
export function learned({ logSnrMin = -5, logSnrMax = 13.3, width = 64 } = {}): LearnedSchedule {
  expectLogSnrs("learned", { logSnrMin, logSnrMax, shift: 0 });
  expectInteger("width", width, 1);
  const fall = logSnrMax - logSnrMin;
  const name = "learned log-SNR";
  const make = (value: (k: number) => number): Variable =>
    tidy(() => variable(tensor1d(Float32Array.from({ length: width }, (_, k) => value(k)))));
  const weights = {
    slope: make(() => beforeSoftplus(firstSlope)),
    offset: make((k) => (-firstSlope * (k + 0.5)) / width),
    height: make(() => beforeSoftplus(1 / width)),
  };

  let read: { of: object[]; schedule: ContinuousSchedule } | null = null;
  // A variable that is assigned to has other data from then on.
  const now = (): object[] => Object.values(weights).map((weight) => weight.dataId);
  const known = (of: object[]): ContinuousSchedule | null =>
    read && of.every((data, i) => data === read?.of[i]) ? read.schedule : null;
  const schedule = (of: object[], [slope, offset, height]: ArrayLike<number>[]): ContinuousSchedule => {
    const network = {
      slope: Float64Array.from(slope).map(softplus),
      offset: Float64Array.from(offset),
      height: Float64Array.from(height).map(softplus),
    };
    read = { of, schedule: monotone(name, network, { logSnrMin, logSnrMax }) };
    return read.schedule;
  };

  function current(): ContinuousSchedule {
    const of = now();
    const values = (weight: Variable) =>
      readNow(
        weight,
        "A learned schedule",
        "`await schedule.frozen()` before asking it, again after training",
      );
    return known(of) ?? schedule(of, Object.values(weights).map(values));
  }

  async function frozen(): Promise<ContinuousSchedule> {
    const of = now();
    // Begun at once, so that all of them are as they are now.
    return (
      known(of) ?? schedule(of, await Promise.all(Object.values(weights).map((weight) => weight.data())))
    );
  }

  /** The rise of the network from t = 0 to 1, and of a tensor of t what is made of its hidden units. */
  function network(t: Tensor, of: (parts: Units & { total: Tensor }) => Tensor): Tensor {
    return tidy(() => {
      const slope = weights.slope.softplus<Tensor>();
      const height = weights.height.softplus<Tensor>();
      const hidden = (at: Tensor) => at.mul<Tensor>(slope).add<Tensor>(weights.offset).sigmoid<Tensor>();
      const start = weights.offset.sigmoid<Tensor>();
      const total = hidden(slope.onesLike()).sub(start).mul(height).sum<Tensor>().add<Tensor>(1);
      return of({ slope, height, start, total, hidden: hidden(t.expandDims<Tensor>(-1)) });
    });
  }

  function logSnr(t: number): number;
  function logSnr(t: Tensor): Tensor;
  function logSnr(t: number | Tensor): number | Tensor {
    if (typeof t === "number") return current().logSnr(t);
    return network(t, ({ height, start, total, hidden }) => {
      const risen = hidden.sub<Tensor>(start).mul<Tensor>(height).sum<Tensor>(-1).add<Tensor>(t);
      return risen.div<Tensor>(total).mul<Tensor>(-fall).add(logSnrMax);
    });
  }

  function dLogSnr(t: number): number;
  function dLogSnr(t: Tensor): Tensor;
  function dLogSnr(t: number | Tensor): number | Tensor {
    if (typeof t === "number") return current().dLogSnr(t);
    return network(t, ({ slope, height, total, hidden }) => {
      const slopes = hidden.mul<Tensor>(hidden.mul(-1).add(1)).mul<Tensor>(height.mul(slope));
      return slopes.sum<Tensor>(-1).add<Tensor>(1).div<Tensor>(total).mul(-fall);
    });
  }

  return {
    ...showsItself,
    name,
    range: [0, 1],
    level: (t) => current().level(t),
    timeAt: (wanted) => current().timeAt(wanted),
    logSnr,
    dLogSnr,
    dLevel: (t) => current().dLevel(t),
    drift: (t) => current().drift(t),
    diffusionSquared: (t) => current().diffusionSquared(t),
    discretize: (steps) => current().discretize(steps),
    weights,
    frozen,
    dispose: () => Object.values(weights).forEach((weight) => weight.dispose()),
  };
}

interface Units {
  slope: Tensor;
  height: Tensor;
  /** Hidden units at t = 0. */
  start: Tensor;
  /** Hidden units at each t, along a last axis of their own. */
  hidden: Tensor;
}
