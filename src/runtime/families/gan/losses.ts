import type { Scalar, Tensor } from "../../core/tf.ts";

/** What critic and generator make small, of the critic's scores of real and generated examples, [B] each. */
export interface GanLoss {
  readonly name: string;
  critic(real: Tensor, fake: Tensor): Scalar;
  generator(fake: Tensor): Scalar;
  /** What the gradient penalty counts for in the critic's loss; 0 leaves it out. */
  readonly penalty: number;
  /** Steps of the critic for one of the generator. */
  readonly criticSteps: number;
}

const mean = (x: Tensor): Scalar => x.mean<Scalar>();

/** -ln D(real) - ln(1 - D(fake)) with D the sigmoid of a score: 1406.2661, equation 1. */
const critic = (real: Tensor, fake: Tensor): Scalar =>
  mean(real.neg<Tensor>().softplus()).add(mean(fake.softplus()));

/** ln(1 - D(fake)), as in equation 1: where the critic is sure it hardly has a gradient. */
export const original: GanLoss = {
  name: "original",
  critic,
  generator: (fake) => mean(fake.softplus()).neg(),
  penalty: 0,
  criticSteps: 1,
};

/** -ln D(fake) instead: 1406.2661, section 3. */
export const nonSaturating: GanLoss = {
  name: "non-saturating",
  critic,
  generator: (fake) => mean(fake.neg<Tensor>().softplus()),
  penalty: 0,
  criticSteps: 1,
};

/** Differences of scores, with a penalty for slopes other than 1 that counts 10 times: 1704.00028, equation 3. */
export const wganGp: GanLoss = {
  name: "WGAN-GP",
  critic: (real, fake) => mean(fake).sub(mean(real)),
  generator: (fake) => mean(fake).neg(),
  penalty: 10,
  criticSteps: 5,
};

/** max(0, 1 - real) + max(0, 1 + fake), and -fake: 1705.02894, and 1802.05957, equations 16 and 17. */
export const hinge: GanLoss = {
  name: "hinge",
  critic: (real, fake) =>
    mean(real.neg<Tensor>().add<Tensor>(1).relu()).add(mean(fake.add<Tensor>(1).relu())),
  generator: (fake) => mean(fake).neg(),
  penalty: 0,
  criticSteps: 1,
};

export const ganLosses = { original, nonSaturating, wganGp, hinge };

export type GanLossName = keyof typeof ganLosses;
