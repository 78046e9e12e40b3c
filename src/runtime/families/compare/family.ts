import type { Tensor } from "../../core/tf.ts";

/** How long each family may train: so many steps of its optimizer, or so many seconds. */
export type Budget = { readonly steps: number } | { readonly seconds: number };

export interface FamilyTraining {
  /** Examples [B, ...shape]; stays the caller's. */
  readonly data: Tensor;
  readonly budget: Budget;
  /** Examples in a batch. */
  readonly batch: number;
  readonly learningRate: number;
  /** Seed of weights, batches and noise. */
  readonly seed: number;
  /** How many levels from -1 to 1 the data has, for probabilities instead of densities; undefined of continuous data. */
  readonly levels: number | undefined;
  /** What the run is called. */
  readonly title: string;
  readonly signal?: AbortSignal;
}

/** What a likelihood is: ln p itself, or something that it is at least. */
export type LikelihoodKind = "exact" | "lower bound";

/** What held-out data costs, -ln p(x), for an example on average. */
export interface Cost {
  readonly kind: LikelihoodKind;
  readonly nats: number;
  /** Standard error of the mean, in nats; null for one example. */
  readonly error: number | null;
}

/** A model of a family, trained. */
export interface Trained {
  /** What it is: "VAE [2] with 2 latent, Gaussian". */
  readonly title: string;
  /** Number of trainable numbers. */
  readonly size: number;
  /** What training took, pauses left out. */
  readonly steps: number;
  readonly seconds: number;
  /** n draws [n, ...shape], the same for the same seed. */
  readonly sample: (n: number, seed: number, signal?: AbortSignal) => Promise<Tensor>;
  /** Left out where there is no likelihood. */
  readonly logLikelihood?: (x: Tensor, signal?: AbortSignal) => Promise<Cost>;
  readonly dispose: () => void;
}

/** A family of generative models, as the comparison sees it. */
export interface Family {
  readonly name: string;
  readonly train: (training: FamilyTraining) => Promise<Trained>;
}

/** More than a run of any length takes: the seconds end it. */
const manySteps = 10_000_000;

/** The budget as `fit` takes it. */
export const limitsOf = (budget: Budget): { steps: number; seconds?: number } =>
  "steps" in budget ? { steps: budget.steps } : { steps: manySteps, seconds: budget.seconds };
