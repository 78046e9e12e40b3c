import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { dispose, type Tensor } from "../../core/tf.ts";
import { expectInteger } from "../../core/shape.ts";
import { isAbort, signalFor } from "../../core/turn.ts";
import type { Denoiser, Gaussian } from "../../diffusion/index.ts";
import { replaced } from "../../display/replaced.ts";
import type { Model } from "../../networks/index.ts";
import { noise } from "../../random/index.ts";
import { ddim, type Frame } from "../../samplers/index.ts";
import type { NoiseSchedule } from "../../schedules/index.ts";
import { fit } from "../fit.ts";
import type { FitOptions } from "../options.ts";
import { comparisonBundle, type Row, type Variant } from "./comparison.ts";
import { epsError, examLevels, type Exam } from "./exam.ts";
import { measures } from "./measures.ts";
import { sameStart } from "./same-start.ts";

export interface CompareOptions extends Omit<
  FitOptions,
  "sample" | "sampleEvery" | "onStep" | "name" | "over" | "measure"
> {
  /** Makes a variant's network. What has the name and shape of a weight of the first one's starts with its values. */
  model: (name: string, diffusion: Gaussian<NoiseSchedule>) => Model;
  /** What errors are measured on, instead of the first 256 examples of `data`; stays yours. */
  test?: { data: Tensor; condition?: Tensor };
  /** Steps between two measurements of the common error; a tenth of all unless given. */
  measureEvery?: number;
  /** How many samples to draw of each variant; 64 unless given. With a condition they have that of the first examples. */
  samples?: number;
  /** Draws them; DDIM with 50 steps, or all where there are fewer, unless given. */
  sampler?: (
    denoiser: Denoiser,
    options: { shape: readonly number[]; seed: number; signal?: AbortSignal },
  ) => AsyncIterable<Frame>;
  /** Whether the table is shown, which follows the training; true unless given. */
  show?: boolean;
  /** Whether each variant has a monitor of its own below the table, to pause it by; false unless given. */
  monitors?: boolean;
}

/** Variants that were trained alike, by their names. */
export interface Comparison {
  readonly variants: Readonly<Record<string, Variant>>;
  [displaySymbol](): MimeBundle;
}

/**
 * Trains variants of a diffusion one after the other from the same initial weights, on the same batches with the same
 * seed, and measures all by the same quantities: the error of eps at the same levels of noise, those that lie evenly on
 * the first one's schedule; samples are drawn from the same noise. A table of all follows the training.
 *
 * An interrupt or a signal ends it with an error and disposes of what was trained. Throws a TypeError where there is
 * nothing to compare or two variants share a network, and whatever `fit` throws.
 */
export async function compare(
  variants: Readonly<Record<string, Gaussian<NoiseSchedule>>>,
  options: CompareOptions,
): Promise<Comparison> {
  const {
    model,
    test,
    measureEvery,
    samples = 64,
    sampler,
    show = true,
    monitors = false,
    ...fitting
  } = options;
  const { data, steps = 1000, seed = 0 } = fitting;
  const named = Object.entries(variants);
  if (!named.length)
    throw new TypeError("There is nothing to compare: compare({ name: gaussian(...), ... }, ...)");
  expectInteger("samples", samples, 1);
  expectInteger("steps", steps, 1);
  const every = measureEvery ?? Math.ceil(steps / 10);
  expectInteger("measureEvery", every, 1);

  const signal = signalFor(options.signal);
  const models = sameStart(named.map(([name, diffusion]) => [name, model(name, diffusion)]));
  const titles = measures.map(({ title }) => title);
  const rows: Row[] = named.map(([name]) => ({ name, state: "waits", epsError: { steps: [], values: [] } }));
  const drawnOf = Math.min(samples, fitting.condition?.shape[0] ?? samples);
  const bundle = () => comparisonBundle(rows, titles, { data, steps, samples: drawnOf });
  const table = show ? replaced(await bundle()) : null;
  const done: Record<string, Variant> = {};
  const size = Math.min(256, data.shape[0]);
  const x0 = test ? test.data.clone() : data.slice(0, size);
  const told = test ? test.condition?.clone() : fitting.condition?.slice(0, size);
  const exam: Exam = { x0, eps: noise(x0.shape, { seed }), logSnrs: examLevels(named[0][1].schedule) };
  try {
    for (const [i, [name, diffusion]] of named.entries()) {
      const network = models[i];
      const denoiser = diffusion.denoiser(network, told);
      const error: { steps: number[]; values: number[] } = { steps: [], values: [] };
      const measure = async (step: number): Promise<void> => {
        error.steps.push(step);
        error.values.push(await epsError(denoiser, exam, signal));
        rows[i] = { name, state: `step ${step} of ${steps}`, epsError: error };
        table?.with(await bundle());
      };
      let measuring = 0;
      const { losses, seconds } = await fit(network, diffusion.loss, {
        ...fitting,
        show: show && monitors,
        name: `${name}: ${network.title}`,
        onStep: async (step) => {
          if (step % every !== 0 || step === steps) return;
          const since = performance.now();
          await measure(step);
          measuring += (performance.now() - since) / 1000;
        },
      });
      // Averaged weights take their place when training ends; it may have ended before its steps did.
      await measure(losses.length);
      const measured: Record<string, number> = {};
      for (const { title, of } of measures) measured[title] = await of(denoiser, exam, signal);
      done[name] = {
        diffusion,
        model: network,
        losses,
        epsError: error,
        measured,
        samples: await drawn(diffusion, network),
        seconds: seconds - measuring,
      };
      rows[i] = { name, state: "done", epsError: error, done: done[name] };
      table?.with(await bundle());
    }
    const last = await bundle();
    table?.last(last);
    // As a cell's last value it stands below what has been shown.
    return { variants: done, [displaySymbol]: () => (table ? {} : last) };
  } catch (error) {
    const failed = Object.keys(done).length;
    const aborted = isAbort(error, signal);
    rows.forEach((row, i) => {
      if (i < failed) return;
      const { name, epsError } = row;
      const fault =
        i > failed || aborted ? {} : { fault: error instanceof Error ? error.message : String(error) };
      rows[i] = {
        name,
        epsError,
        state: i > failed ? "not trained" : aborted ? "stopped" : "failed",
        ...fault,
      };
    });
    table?.last(await bundle());
    models.forEach((network) => network.dispose());
    dispose(Object.values(done).map((variant) => variant.samples));
    throw error;
  } finally {
    dispose([exam.x0, exam.eps, ...(told ? [told] : [])]);
  }

  async function drawn(diffusion: Gaussian<NoiseSchedule>, network: Model): Promise<Tensor> {
    const condition = fitting.condition?.slice(0, samples);
    const count = condition?.shape[0] ?? samples;
    const shape = [count, ...data.shape.slice(1)];
    const denoiser = diffusion.denoiser(network, condition);
    const draw =
      sampler ?? ((of, { shape, seed, signal }) => ddim(of, { shape, seed, ...(signal && { signal }) }));
    try {
      let last: Tensor | null = null;
      for await (const { x } of draw(denoiser, { shape, seed, ...(signal && { signal }) })) last = x;
      if (!last) throw new Error("The sampler gives no frames, so there are no samples to compare");
      return last;
    } finally {
      condition?.dispose();
    }
  }
}
