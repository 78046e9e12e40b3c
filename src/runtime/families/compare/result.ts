import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import type { Tensor } from "../../core/tf.ts";
import type { Coverage } from "../gan/coverage.ts";
import type { Cost, Trained } from "./family.ts";
import type { Neighbours } from "./neighbours.ts";

/** A family that has been trained and measured. */
export interface FamilyResult {
  /** The model, which can draw more and tell likelihoods. */
  readonly trained: Trained;
  /** -ln p of the held-out examples; null where there is no likelihood. */
  readonly likelihood: (Cost & { readonly bitsPerDim: number }) | null;
  /** Samples beside as many held-out examples. */
  readonly neighbours: Neighbours;
  /** Where the modes of the data were given. */
  readonly modes: Coverage | null;
  /** Samples [n, ...shape]. */
  readonly samples: Tensor;
  /** Seconds of training, and of drawing those samples. */
  readonly seconds: { readonly train: number; readonly sample: number };
}

/** Families that were trained alike, by their names. */
export interface FamiliesComparison {
  readonly families: Readonly<Record<string, FamilyResult>>;
  /** Why others have no result. */
  readonly failures: Readonly<Record<string, Error>>;
  /** Whether it was interrupted, so that families are missing. */
  readonly stopped: boolean;
  /** Frees models and samples. */
  readonly dispose: () => void;
  [displaySymbol](): MimeBundle;
}
