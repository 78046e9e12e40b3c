import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import type { Tensor } from "../../core/tf.ts";
import { expectInteger } from "../../core/shape.ts";
import { signalFor, turn } from "../../core/turn.ts";
import { working } from "../../display/working.ts";
import { noiseSource, type NoiseSource } from "../../random/index.ts";
import { expectDiscrete, type Schedule } from "../../schedules/index.ts";
import type { Denoiser } from "../denoiser.ts";
import { priorKl } from "../likelihood/index.ts";
import { elboBundle } from "./bundle.ts";
import { decoderFor, type DecoderOptions } from "./decoder.ts";
import { examplesOf } from "./examples.ts";
import { look, type Seen } from "./look.ts";
import { plan } from "./plan.ts";
import { mean } from "./statistics.ts";
import { amount, summarize, type Amount, type Summary, type TermSummary } from "./summary.ts";
import { sums, term, type Term, type Terms } from "./term.ts";
import { expectVariance, type Variance } from "./variance.ts";

export interface ElboOptions extends DecoderOptions {
  /** Of p(x_{t-1} | x_t); "learned" where the model has learned one and else "posterior", unless given. */
  variance?: Variance;
  /** Range that predicted data is clipped to, such as [-1, 1] for images. */
  clip?: readonly [number, number];
  /** Draws of noise for each example and t. With two or more the error of the noise alone is known too. */
  draws?: number;
  /** How many of the T - 1 terms between the ends to compute, an even number, drawn at random; all unless given. */
  terms?: number;
  /** Seed of the noise, in which each t and each example has a stream of its own, and of the choice of terms. */
  seed?: number;
  /** Where noise comes from instead of the seed: asked for the shape of x_0 at each t, from T - 1 down, for each draw. */
  noise?: NoiseSource;
  /** Examples that the model is asked about at a time. The numbers do not depend on it. */
  batch?: number;
  /** Stops the work. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
  /** Whether progress and then the result are shown; true unless given. */
  show?: boolean;
}

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
  /** Those between, by rising t from 1: KL(q(x_{t-1} | x_t, x_0) || p(x_{t-1} | x_t)), with t counted from 0. */
  readonly terms: readonly TermSummary[];
  /** The same for each example. */
  readonly examples: Summary["examples"];
  readonly about: ElboAbout;
  [displaySymbol](): MimeBundle;
}

/** What a bound was computed of and with. */
export interface ElboAbout {
  readonly schedule: Schedule;
  /** Shape of one example. */
  readonly shape: readonly number[];
  readonly variance: string;
  readonly decoder: string;
  readonly draws: number;
  /** Whether the terms are a random choice among all. */
  readonly drawn: boolean;
}

/**
 * The variational bound of data x_0 [B, ...], -ln p(x_0) <= L_T + ... + L_0, term by term: DDPM (2006.11239), equation 5.
 * What the model predicts is float32, all that is computed of it float64. Throws a RangeError for options out of range,
 * data off its levels and a model of another shape, a TypeError for a schedule of continuous time and a variance that
 * was not learned, and an Error where a term is not finite.
 */
export async function elbo(denoiser: Denoiser, x0: Tensor, options: ElboOptions = {}): Promise<Elbo> {
  const schedule = expectDiscrete(denoiser.schedule, "The bound");
  const { variance, draws = 1, batch = 256, seed = 0, clip, show = true } = options;
  expectInteger("draws", draws, 1);
  expectInteger("batch", batch, 1);
  if (variance !== undefined) expectVariance(variance, schedule);
  const chosen = plan(schedule, options.terms, seed);
  const examples = await examplesOf(x0);
  const decoder = decoderFor(examples.values, options);
  const range = clip ?? (decoder.levels === null ? undefined : ([-1, 1] as const));
  const of: Terms = { schedule, examples, decoder, variance, range };

  const signal = signalFor(options.signal);
  const shown = show ? working("Bound", chosen.terms.length + 1) : null;
  const sources = new Map<number, NoiseSource>();
  let learned = false;

  async function termAt(t: number): Promise<Term> {
    const source = options.noise ?? sources.get(t) ?? noiseSource(seed, t);
    // A t that is drawn twice has other noise the second time.
    sources.set(t, source);
    const seen: Seen[] = [];
    for (let draw = 0; draw < draws; draw++) {
      const noise = source(x0.shape);
      try {
        seen.push(await look(denoiser, x0, noise, t, { batch, clip, signal }));
      } finally {
        noise.dispose();
      }
    }
    learned = seen[0].variance !== null;
    shown?.step();
    return term(of, t, seen);
  }

  await turn(signal);
  const terms: Term[] = [];
  for (const { t } of [...chosen.terms].reverse()) terms.push(await termAt(t));
  const decoded = await termAt(0);
  const last = schedule.level(schedule.steps - 1);
  const prior = sums(examples, (i) => examples.values[i] ** 2).map(
    (square) => examples.dims * priorKl(last, square / examples.dims),
  );
  const result = elboOf(summarize(prior, decoded, chosen, terms.reverse()), examples.dims, {
    schedule,
    shape: x0.shape.slice(1),
    variance: typeof variance === "object" ? "given" : (variance ?? (learned ? "learned" : "posterior")),
    decoder: decoder.levels === null ? decoder.name : `${decoder.levels} levels`,
    draws,
    drawn: chosen.drawn,
  });
  if (!shown) return result;
  shown.done(result[displaySymbol]());
  // As a cell's last value it stands below what has been shown.
  return { ...result, [displaySymbol]: () => ({}) };
}

function elboOf(summary: Summary, dims: number, about: ElboAbout): Elbo {
  const { examples, terms, decoder } = summary;
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
