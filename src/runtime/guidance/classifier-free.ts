import { concat, zerosLike, type Tensor } from "../core/tf.ts";
import { expectFiniteNumber, expectOptions } from "../core/options.ts";
import type { Denoiser, Parameterization, Prediction } from "../diffusion/index.ts";
import { instants } from "../diffusion/instant.ts";
import { parameterizationOf, type ParameterizationName } from "../diffusion/parameterization/index.ts";
import type { NoiseSchedule } from "../schedules/index.ts";
import { guided } from "./guided.ts";
import { projected, rescaled } from "./rescale.ts";
import { expectSameLevels } from "./same-levels.ts";

export interface ClassifierFreeOptions {
  /**
   * 1 is no guidance and 0 the unconditional denoiser, as in diffusers; the paper's w, and code in which 0 means none,
   * is this scale less 1.
   */
  scale: number;
  /** The t, both ends included, within which there is guidance; the conditional denoiser is used alone elsewhere. */
  interval?: readonly [number, number];
  /** How far the guided output's standard deviation goes back to the conditional one's: 0 (the default) to 1. */
  rescale?: number;
  /** Whether the unconditional output is first scaled to fit the conditional one best, as CFG-Zero* does. */
  optimizedScale?: boolean;
  /** The t from which on, upwards, the output is 0, as in the first steps of CFG-Zero*. */
  zeroInit?: number;
  /** The output that the last three are about: what your network predicts. "v" unless given. */
  output?: ParameterizationName | Parameterization;
}

const optionNames = ["scale", "interval", "rescale", "optimizedScale", "zeroInit", "output"];

/**
 * Classifier-free guidance (2207.12598, equation 6): unconditional + scale (conditional - unconditional), of x_0 and eps
 * alike. With scale 1 it is the conditional denoiser, number for number, and the other one is not asked. A negative
 * prompt is another conditional denoiser in the place of the unconditional one. With a network that takes conditions
 * they are `diffusion.denoiser(model, labels)` and `diffusion.denoiser(model, noCondition(labels))`.
 *
 * `interval` is limited interval guidance (2404.07724), in t: schedule.timeAt(-2 ln sigma) gives that of the
 * paper's sigma. `rescale` is the phi of Lin et al. (2305.08891, equations 15 and 16). `optimizedScale` and `zeroInit`
 * are CFG-Zero* (2503.18886). A learned variance is the conditional one's.
 *
 * Throws a TypeError for an unknown option or denoisers of different schedules, a RangeError for a value out of range.
 */
export function classifierFree(
  conditional: Denoiser,
  unconditional: Denoiser,
  options: ClassifierFreeOptions,
): Denoiser {
  expectSameLevels(conditional.schedule, unconditional.schedule);
  return classifierFreeOf(conditional.schedule, options, {
    conditional,
    both: (xt, t) => [conditional(xt, t), unconditional(xt, t)],
  });
}

/**
 * The same by one call of a denoiser that takes twice the batch, [x_t; x_t] of shape [2 B, ...], and sees the first
 * half with the condition and the second without: `diffusion.denoiser(model, concat([labels, noCondition(labels)]))`.
 */
export function classifierFreeInOneBatch(denoiser: Denoiser, options: ClassifierFreeOptions): Denoiser {
  const both = (xt: Tensor, t: number) => halves(denoiser(concat([xt, xt]), t));
  return classifierFreeOf(denoiser.schedule, options, { conditional: (xt, t) => both(xt, t)[0], both });
}

type Predict = (xt: Tensor, t: number) => Prediction;

function classifierFreeOf(
  schedule: NoiseSchedule,
  options: ClassifierFreeOptions,
  { conditional, both }: { conditional: Predict; both: (xt: Tensor, t: number) => [Prediction, Prediction] },
): Denoiser {
  const who = "Classifier-free guidance";
  expectOptions(who, options, optionNames);
  const { scale, interval, rescale = 0, optimizedScale = false, zeroInit = Infinity } = options;
  expectFiniteNumber(who, "scale", scale);
  const [from, to] = interval ?? [-Infinity, Infinity];
  if (!(from <= to))
    throw new RangeError(`interval of ${who} is two t, the lower one first, not [${from}, ${to}]`);
  if (!(rescale >= 0 && rescale <= 1))
    throw new RangeError(`rescale of ${who} lies between 0 and 1, not ${rescale}`);
  if (Number.isNaN(zeroInit)) throw new RangeError(`zeroInit of ${who} is a t, not NaN`);
  const output = parameterizationOf(options.output ?? "v");

  return guided(schedule, (xt, t) => {
    const seen = { ...instants(schedule, t, xt.shape), xt };
    const read = (said: Tensor): Pick<Prediction, "x0" | "eps"> => ({
      x0: output.x0({ ...seen, output: said }),
      eps: output.eps({ ...seen, output: said }),
    });
    if (t >= zeroInit) return read(zerosLike(xt));
    if (scale === 1 || t < from || t > to) return conditional(xt, t);

    const [yes, no] = both(xt, t);
    const learned = yes.variance ? { variance: yes.variance } : {};
    const towards = (a: Tensor, b: Tensor): Tensor => a.add(b.sub(a).mul(scale));
    if (!rescale && !optimizedScale)
      return { x0: towards(no.x0, yes.x0), eps: towards(no.eps, yes.eps), ...learned };
    const wanted = output.target({ ...seen, ...yes });
    const other = output.target({ ...seen, ...no });
    const mixed = towards(optimizedScale ? projected(wanted, other) : other, wanted);
    return { ...read(rescale ? rescaled(mixed, wanted, rescale) : mixed), ...learned };
  });
}

/** What was predicted of [x; x], for each of the two. */
function halves({ x0, eps, variance }: Prediction): [Prediction, Prediction] {
  const [x0s, epss] = [x0.split(2), eps.split(2)];
  const first: Prediction = { x0: x0s[0], eps: epss[0] };
  const second: Prediction = { x0: x0s[1], eps: epss[1] };
  if (!variance) return [first, second];
  const half =
    variance.kind === "range"
      ? { kind: variance.kind, fraction: variance.fraction.split(2)[0] }
      : { kind: variance.kind, log: variance.log.split(2)[0] };
  return [{ ...first, variance: half }, second];
}
