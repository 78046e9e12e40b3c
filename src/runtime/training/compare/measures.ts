import { elbo, type Denoiser } from "../../diffusion/index.ts";
import { isDiscrete } from "../../schedules/index.ts";
import { epsError, type Exam } from "./exam.ts";

/** A number that finished variants are compared by, whatever each of them was trained on. */
export interface Measure {
  /** What stands above its column. */
  readonly title: string;
  readonly of: (denoiser: Denoiser, exam: Exam, signal: AbortSignal | null) => Promise<number>;
}

/** The columns of the table that come after a variant's own loss. */
export const measures: readonly Measure[] = [
  { title: "error of eps", of: epsError },
  { title: "bound, bits/dim", of: bound },
];

/** Terms of the bound that are computed: as many of all, drawn with the same seed, tell variants apart. */
const terms = 32;

/** The variational bound of the exam's data, each variant on its own schedule. */
async function bound(denoiser: Denoiser, { x0 }: Exam, signal: AbortSignal | null): Promise<number> {
  const { schedule } = denoiser;
  const all = isDiscrete(schedule) && schedule.steps - 1 <= terms;
  const { bitsPerDim } = await elbo(denoiser, x0, {
    ...(all ? {} : { terms }),
    // The denoiser may hold a condition for each example.
    batch: x0.shape[0],
    show: false,
    ...(signal && { signal }),
  });
  return bitsPerDim;
}
