import type { Tensor, Variable } from "../../core/tf.ts";
import { expectOptions } from "../../core/options.ts";
import { expectInteger } from "../../core/shape.ts";
import type { LikelihoodChoice } from "./likelihood.ts";

/** A function of [B, ...] with its weights, if it has some: `feedForward({...})`, or your own. */
export interface Coder {
  (x: Tensor): Tensor;
  readonly weights?: Readonly<Record<string, Variable>>;
}

export interface VaeOptions {
  /** Numbers of one example, for examples that are vectors; else `shape`. */
  dim?: number;
  /** Shape of one example: [8, 8, 1]. */
  shape?: readonly number[];
  /** How many latent numbers there are. */
  latent: number;
  /** p(x | z): "gaussian" (unless given), "bernoulli", "discretisedLogistic", or one of your own. */
  likelihood?: LikelihoodChoice;
  /** Networks where none are given: "mlp" (unless given), or "conv" for images whose sides are multiples of 4. */
  network?: "mlp" | "conv";
  /** Units of their hidden layers, or channels; 128 unless given, and 32 of "conv". */
  width?: number;
  /** Hidden layers of an MLP; 2 unless given. With 0 it is affine. */
  depth?: number;
  /** Your own q(z | x): [B, ...shape] to [B, 2 latent], means and logarithms of standard deviations. */
  encoder?: Coder;
  /** Your own: [B, latent] to [B, D outputs] or [B, ...shape with outputs times the channels]. */
  decoder?: Coder;
  /** What KL counts for in the loss: beta-VAE (Higgins et al., 2017), equation 4; 1 unless given, which is the bound. */
  beta?: number;
  /** Nats of KL that each latent number has for free in the loss: 1606.04934, appendix C.8; 0 unless given. */
  freeBits?: number;
  /** With more than 1 the loss is the bound of IWAE (1509.00519), equation 8, with so many samples; 1 unless given. */
  importance?: number;
  /** Seed of the initial weights. */
  seed?: number;
}

/** All of them: one that is missing here does not compile. */
const known: Record<keyof VaeOptions, true> = {
  dim: true,
  shape: true,
  latent: true,
  likelihood: true,
  network: true,
  width: true,
  depth: true,
  encoder: true,
  decoder: true,
  beta: true,
  freeBits: true,
  importance: true,
  seed: true,
};

/** The shape of an example. Throws a TypeError unless it is said once, and a RangeError for one that cannot be. */
export function exampleShape(
  who: string,
  { dim, shape }: { dim?: number | undefined; shape?: readonly number[] | undefined },
): readonly number[] {
  if ((dim === undefined) === (shape === undefined))
    throw new TypeError(
      `${who} needs the dim of an example or its shape, one of the two: { dim: 2 } or { shape: [8, 8, 1] }`,
    );
  const chosen = shape ?? [Number(dim)];
  if (!chosen.length) throw new RangeError(`The shape of an example has at least one axis`);
  chosen.forEach((length) => expectInteger(shape ? "A length in shape" : "dim", length, 1));
  return [...chosen];
}

/** What the loss is made of. */
export interface LossOptions {
  readonly beta: number;
  readonly freeBits: number;
  readonly importance: number;
}

/** Throws a RangeError or TypeError for options that cannot be, alone or together. */
export function lossOptions(options: VaeOptions): LossOptions {
  expectOptions("vae", options, Object.keys(known));
  const { beta = 1, freeBits = 0, importance = 1 } = options;
  for (const [name, value] of Object.entries({ beta, freeBits })) {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name} is at least 0, not ${value}`);
  }
  expectInteger("importance", importance, 1);
  if (importance > 1 && (beta !== 1 || freeBits !== 0)) {
    throw new TypeError(
      "importance above 1 has no KL that beta or freeBits could change: choose one of the two losses",
    );
  }
  return { beta, freeBits, importance };
}
