import type { Denoiser } from "../../diffusion/index.ts";
import { epsError, type Exam } from "./exam.ts";

/** A number that finished variants are compared by, whatever each of them was trained on. */
export interface Measure {
  /** What stands above its column. */
  readonly title: string;
  readonly of: (denoiser: Denoiser, exam: Exam, signal: AbortSignal | null) => Promise<number>;
}

/** The columns of the table that come after a variant's own loss. */
export const measures: readonly Measure[] = [{ title: "error of eps", of: epsError }];
