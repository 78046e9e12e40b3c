import type { TrainingProgress } from "../../protocol/training.ts";
import type { LossNature } from "../diffusion/index.ts";
import type { History } from "./history.ts";

/** What is known of a loss: by it two runs are compared. */
export interface LossIdentity {
  /** The function itself, and what it says of itself where it does. */
  readonly loss: object;
  readonly nature: LossNature | null;
  /** What a person says that it measures. */
  readonly measure: string | null;
}

/** A run that has ended, for others to be compared with. */
export interface RunRecord {
  readonly name: string;
  readonly identity: LossIdentity;
  /** Steps that it was to have. */
  readonly steps: number;
  readonly progress: TrainingProgress;
  readonly history: History;
}
