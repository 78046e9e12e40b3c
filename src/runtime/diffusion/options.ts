import { expectOptions } from "../core/options.ts";
import type { NoiseSchedule } from "../schedules/index.ts";
import { expectDiscrete, networkTime } from "../schedules/index.ts";
import type { Instant } from "./instant.ts";
import { decoders, type DecoderName } from "./loss/decoder.ts";
import type { DrawOptions } from "./loss/draw.ts";
import type { LossOptions } from "./loss/losses.ts";
import { normOf, type Norm, type NormName } from "./norm.ts";
import {
  expectLinear,
  expectParameterization,
  parameterizationOf,
  type Parameterization,
  type ParameterizationName,
} from "./parameterization/index.ts";
import { timesOf, type Times, type TimesName } from "./times/index.ts";
import { weightOf, type Weight, type WeightName } from "./weight/index.ts";

export interface GaussianOptions<S extends NoiseSchedule = NoiseSchedule> {
  /** Of steps or of continuous time. */
  schedule: S;
  /** What the network predicts: "eps" unless given. */
  predict?: ParameterizationName | Parameterization;
  /** How much an error counts at its t: "uniform" unless given. A function is the weight of the output's own error. */
  weight?: WeightName | Weight | ((at: Instant) => number);
  /** What is made small of an error: "mse" unless given. */
  norm?: NormName | Norm;
  /** How the t of a batch are drawn: "uniform" unless given. */
  times?: TimesName | Times;
  /**
   * Whether the network learns the reverse process's variance too, with a second half of its channels: "fixed" (no)
   * unless given. "range" lies between the posterior's variance and beta, "free" is ln of the variance itself. The
   * loss is then the hybrid of Nichol and Dhariwal (2102.09672), equation 16. Schedules of steps alone.
   */
  variance?: "fixed" | "range" | "free";
  /** How much the bound counts in that hybrid, as the sum of all L_t in bits by dimension: 0.001 unless given. */
  lambda?: number;
  /** p(x_0 | x_1) of the bound: "gaussian" for continuous data (unless given), "discretized" for 8-bit levels in [-1, 1]. */
  decoder?: DecoderName;
  /** Standard deviation of noise that is the same at every pixel of a channel, such as 0.1, added to eps. */
  offsetNoise?: number;
  /** Standard deviation of noise in x_t that eps leaves out, such as 0.1: Ning et al. (2301.11706), algorithm 1. */
  inputPerturbation?: number;
  /**
   * Whether the network is also given an estimate of x_0, beside x_t along the last axis: Chen et al. (2208.04202),
   * section 3.2. In training it is its own first answer half of the time (or this share of it), else zeros.
   */
  selfCondition?: boolean | number;
  /** How often the loss leaves out an example's condition, such as 0.1 for classifier-free guidance. */
  dropCondition?: number;
  /** What the network is given as t, of an instant. A step, or 1000 t in continuous time, unless given. */
  time?: (at: Instant) => number;
}

const names = [
  "schedule",
  "predict",
  "weight",
  "norm",
  "times",
  "variance",
  "lambda",
  "decoder",
  "offsetNoise",
  "inputPerturbation",
  "selfCondition",
  "dropCondition",
  "time",
] satisfies (keyof GaussianOptions)[];

/** The options as everything uses them. Throws for those that cannot be. */
export function chosenOptions(options: GaussianOptions): LossOptions & DrawOptions {
  expectOptions("Gaussian diffusion", options, names);
  const {
    schedule,
    variance = "fixed",
    lambda = 0.001,
    decoder = "gaussian",
    selfCondition = false,
  } = options;
  const predict = parameterizationOf(options.predict ?? "eps");
  const weight = weightOf(options.weight ?? "uniform");
  expectParameterization(predict, schedule);
  if (weight.of !== "output") expectLinear(predict, schedule, weight.name);
  if (!["fixed", "range", "free"].includes(variance)) {
    throw new RangeError(`variance is one of fixed, range, free, not "${variance}"`);
  }
  if (variance !== "fixed") expectDiscrete(schedule, "A learned variance");
  if (!Object.hasOwn(decoders, decoder)) {
    throw new RangeError(`decoder is one of ${Object.keys(decoders).join(", ")}, not "${decoder}"`);
  }
  return {
    schedule,
    predict,
    weight,
    norm: normOf(options.norm ?? "mse"),
    times: timesOf(options.times ?? "uniform"),
    variance: variance === "fixed" ? null : variance,
    lambda: atLeast0("lambda", lambda),
    decoder,
    offsetNoise: atLeast0("offsetNoise", options.offsetNoise),
    inputPerturbation: atLeast0("inputPerturbation", options.inputPerturbation),
    selfCondition: share(
      "selfCondition",
      typeof selfCondition === "number" ? selfCondition : selfCondition ? 0.5 : 0,
    ),
    dropCondition: share("dropCondition", options.dropCondition ?? 0),
    time: options.time ?? predict.time ?? ((at) => networkTime(at.schedule, at.t)),
  };
}

function atLeast0(name: string, value = 0): number {
  if (value >= 0 && value < Infinity) return value;
  throw new RangeError(`${name} is a number from 0 up, not ${value}`);
}

function share(name: string, value: number): number {
  if (value >= 0 && value <= 1) return value;
  throw new RangeError(`${name} lies between 0 and 1, not at ${value}`);
}
