import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { sizeOf } from "../../core/shape.ts";
import type { NoiseSchedule } from "../../schedules/index.ts";
import { elboBundle } from "./bundle.ts";
import { mean } from "./statistics.ts";
import { amount, type Amount, type Summary, type TermSummary } from "./summary.ts";

/** A bound on the negative log-likelihood of an example: the mean over examples, and every term of it in nats. */
export interface Elbo extends Amount {
  /** Standard error over examples, draws and the choice of terms; null for one example and one draw. */
  readonly error: Amount | null;
  /** The part of it that more draws and terms would lessen for these very examples; null with one draw. */
  readonly noiseError: Amount | null;
  /** L_T. */
  readonly prior: number;
  /** L_0. */
  readonly decoder: TermSummary;
  /**
   * Those between, by rising t from 1: KL(q(x_{t-1} | x_t, x_0) || p(x_{t-1} | x_t)), with t counted from 0. In
   * continuous time what the bound grows by per unit of t, at the t of one draw after the other.
   */
  readonly terms: readonly TermSummary[];
  /** The same for each example. */
  readonly examples: Summary["examples"];
  readonly about: ElboAbout;
  [displaySymbol](): MimeBundle;
}

/** What a bound was computed of and with. */
export interface ElboAbout {
  readonly schedule: NoiseSchedule;
  /** Shape of one example. */
  readonly shape: readonly number[];
  /** Null in continuous time. */
  readonly variance: string | null;
  readonly decoder: string;
  readonly draws: number;
  /** Whether the terms are a random choice among all. */
  readonly drawn: boolean;
}

/** The result of these sums. */
export function elboOf(summary: Summary, about: ElboAbout): Elbo {
  const { examples, terms, decoder } = summary;
  const dims = sizeOf(about.shape);
  const deviation = (variance: number | null) =>
    variance === null ? null : amount(Math.sqrt(variance), dims);
  const result: Elbo = {
    ...amount(summary.nats, dims),
    error: deviation(summary.variance),
    noiseError: deviation(summary.noiseVariance),
    prior: mean(examples.prior),
    decoder,
    terms,
    examples,
    about,
    [displaySymbol]: () => elboBundle(result),
  };
  return result;
}
