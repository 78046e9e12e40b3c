import { displaySymbol } from "../../../protocol/host.ts";
import { expectOptions } from "../../core/options.ts";
import type { Tensor } from "../../core/tf.ts";
import { expectInteger } from "../../core/shape.ts";
import { signalFor, turn } from "../../core/turn.ts";
import { working } from "../../display/working.ts";
import { noiseSource } from "../../random/index.ts";
import { isDiscrete } from "../../schedules/index.ts";
import type { Denoiser } from "../denoiser.ts";
import { priorKl } from "../likelihood/index.ts";
import { channels } from "./channels.ts";
import { decoderFor } from "./decoder.ts";
import { examplesOf } from "./examples.ts";
import { look, type Seen } from "./look.ts";
import type { ElboOptions } from "./options.ts";
import { elboOf, type Elbo } from "./result.ts";
import { bySteps } from "./step-terms.ts";
import { summarize } from "./summary.ts";
import { sums, type Term } from "./term.ts";
import { byTime } from "./time-terms.ts";

/** All of them: one that is missing here does not compile. */
const known: Record<keyof ElboOptions, true> = {
  variance: true,
  decoder: true,
  levels: true,
  cdf: true,
  decoderVariance: true,
  clip: true,
  draws: true,
  terms: true,
  seed: true,
  noise: true,
  batch: true,
  signal: true,
  show: true,
};

/**
 * The variational bound of data x_0 [B, ...], -ln p(x_0) <= L_T + ... + L_0, term by term: on a schedule of steps that
 * of DDPM (2006.11239), equation 5, in continuous time that of VDM (2107.00630), equations 11 and 17. What the model
 * predicts is float32, all that is computed of it float64.
 *
 * Throws a RangeError for options out of range, data that is not finite or off its levels and a model of another shape,
 * a TypeError for an option that there is not and for a variance that was not learned, and an Error where a term is not finite.
 */
export async function elbo(denoiser: Denoiser, x0: Tensor, options: ElboOptions = {}): Promise<Elbo> {
  expectOptions("elbo", options, Object.keys(known));
  const { schedule } = denoiser;
  const {
    draws = isDiscrete(schedule) ? 1 : 2,
    batch = 256,
    seed = 0,
    clip,
    decoderVariance,
    show = true,
  } = options;
  expectInteger("draws", draws, 1);
  expectInteger("batch", batch, 1);
  if (decoderVariance !== undefined && !(decoderVariance > 0 && decoderVariance < Infinity)) {
    throw new RangeError(`decoderVariance must be more than 0, not ${decoderVariance}`);
  }
  const kind = isDiscrete(schedule) ? bySteps(schedule, options) : byTime(schedule, options);
  const examples = await examplesOf(x0);
  const data = { examples, decoder: decoderFor(examples.values, options) };

  const signal = signalFor(options.signal);
  const shown = show ? working("Bound", kind.plan.terms.length + 1) : null;
  const source = options.noise ?? noiseSource(seed, channels.noise);

  async function seenAt(t: number, draws: number): Promise<Seen[]> {
    const seen: Seen[] = [];
    for (let draw = 0; draw < draws; draw++) {
      const noise = source(x0.shape);
      try {
        seen.push(await look(denoiser, x0, noise, t, { batch, clip, signal }));
      } finally {
        noise.dispose();
      }
    }
    shown?.step();
    return seen;
  }

  await turn(signal);
  const terms: Term[] = [];
  for (const { t } of [...kind.plan.terms].reverse()) {
    terms.unshift(kind.term(data, t, await seenAt(t, kind.draws)));
  }
  const atFirst = await seenAt(kind.first, draws);
  const last = schedule.level(schedule.range[1]);
  const prior = sums(examples, (i) => examples.values[i] ** 2).map(
    (square) => examples.dims * priorKl(last, square / examples.dims),
  );
  const result = elboOf(summarize(prior, kind.decoded(data, atFirst), kind.plan, terms), {
    schedule,
    shape: x0.shape.slice(1),
    variance: kind.variance(atFirst[0]),
    decoder: data.decoder.levels === null ? "gaussian" : `${data.decoder.levels} levels`,
    draws,
    drawn: kind.plan.drawn,
  });
  if (!shown) return result;
  shown.done(result[displaySymbol]());
  // As a cell's last value it stands below what has been shown.
  return { ...result, [displaySymbol]: () => ({}) };
}
