import { displaySymbol } from "../../../protocol/host.ts";
import { dispose, type Tensor } from "../../core/tf.ts";
import { expectOptions } from "../../core/options.ts";
import { expectInteger } from "../../core/shape.ts";
import { isAbort, signalFor } from "../../core/turn.ts";
import { replaced } from "../../display/replaced.ts";
import type { Modes } from "../gan/modes.ts";
import { diffusionFamily } from "./diffusion-family.ts";
import type { Budget, Family, Trained } from "./family.ts";
import { flowFamily } from "./flow-family.ts";
import { ganFamily } from "./gan-family.ts";
import { parted, type Parted } from "./held-out.ts";
import { measured } from "./measured.ts";
import { report, type Row } from "./report.ts";
import type { FamiliesComparison, FamilyResult } from "./result.ts";
import { vaeFamily } from "./vae-family.ts";

export interface CompareFamiliesOptions {
  /** Examples along the first axis, vectors [n, D] or images [n, height, width, channels]; stays yours. */
  data: Tensor;
  /** What each family may train: { steps } or { seconds }. */
  budget: Budget;
  /** What they are measured on, instead of a random fifth of the data, which is then not trained on; stays yours. */
  test?: Tensor;
  /** VAE, flow, GAN and diffusion unless given; their order is the table's. */
  families?: readonly Family[];
  /** Examples in a batch; 128 unless given. */
  batch?: number;
  /** Adam's step size; 1e-3 unless given. */
  learningRate?: number;
  /** How many levels from -1 to 1 the data has: likelihoods are then probabilities. Of continuous data unless given. */
  levels?: number;
  /** The modes of the data, where it is a mixture: how many of them each family finds is measured too. */
  modes?: Modes;
  /** Samples of each; 1000 unless given. As many held-out examples are measured, or all there are. */
  samples?: number;
  /** Which neighbour's distance the balls of precision, recall, density and coverage reach to; 5 unless given. */
  k?: number;
  /** Seed of weights, batches, noise and of what is held out. */
  seed?: number;
  /** Whether the table is shown while families train; true unless given. */
  show?: boolean;
  /** Stops the work. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
}

/** All of them: one that is missing here does not compile. */
const known: Record<keyof CompareFamiliesOptions, true> = {
  data: true,
  budget: true,
  test: true,
  families: true,
  batch: true,
  learningRate: true,
  levels: true,
  modes: true,
  samples: true,
  k: true,
  seed: true,
  show: true,
  signal: true,
};

/**
 * Trains families of generative models one after the other on the same data with the same budget and seed, and sets them side
 * by side: samples, likelihood where it exists, coverage of held-out data, time to train and time to sample.
 *
 * A family that fails leaves its error in the table and in `failures`, and the others go on; where all fail, the first error
 * is thrown. An interrupt ends the work: it returns what is finished, or throws where nothing is. Throws a TypeError or
 * RangeError for options that cannot be.
 */
export async function compareFamilies(options: CompareFamiliesOptions): Promise<FamiliesComparison> {
  const chosen = choose(options);
  const { families, samples, budget, show } = chosen;
  const signal = signalFor(options.signal);
  const rows: Row[] = families.map(({ name }) => ({ name, state: "waits" }));
  const done: Record<string, FamilyResult> = {};
  const failures: Record<string, Error> = {};
  const parts = parted(options.data, options.test, chosen.seed);
  const bundle = () => report(rows, parts.test, samples);
  let stopped = false;
  try {
    const table = show ? replaced(await bundle()) : null;
    for (const [i, family] of families.entries()) {
      const state = (now: string): Promise<void> => say({ name: family.name, state: now });
      const say = async (row: Row): Promise<void> => {
        rows[i] = row;
        table?.with(await bundle());
      };
      try {
        signal?.throwIfAborted();
        await state("trains");
        const result = await trainedAndMeasured(family, parts, state);
        done[family.name] = result;
        await say({ name: family.name, state: "done", done: result });
      } catch (error) {
        if (isAbort(error, signal)) {
          stopped = true;
          rows.forEach((row, at) => (rows[at] = row.done ? row : { name: row.name, state: "stopped" }));
          if (!Object.keys(done).length) throw error;
          break;
        }
        const why = error instanceof Error ? error : new Error(String(error));
        failures[family.name] = why;
        await say({ name: family.name, state: `failed: ${why.message}` });
      }
    }
    const [first] = Object.values(failures);
    if (!Object.keys(done).length) throw first;
    const last = await bundle();
    table?.last(last);
    return {
      families: done,
      failures,
      stopped,
      dispose: () => Object.values(done).forEach(free),
      // As a cell's last value it stands below what has been shown.
      [displaySymbol]: () => (table ? {} : last),
    };
  } catch (error) {
    Object.values(done).forEach(free);
    throw error;
  } finally {
    dispose([parts.train, parts.test]);
  }

  async function trainedAndMeasured(
    family: Family,
    { train, test }: Parted,
    state: (now: string) => Promise<void>,
  ): Promise<FamilyResult> {
    const { batch, learningRate, seed, levels } = chosen;
    const title = family.name;
    const given = options.signal && { signal: options.signal };
    const trained = await family.train({
      data: train,
      budget,
      batch,
      learningRate,
      seed,
      levels,
      title,
      ...given,
    });
    try {
      await state("is measured");
      return await measured(trained, test, { ...chosen, signal });
    } catch (error) {
      trained.dispose();
      throw error;
    }
  }
}

const free = ({ trained, samples }: { trained: Trained; samples: Tensor }): void => {
  trained.dispose();
  samples.dispose();
};

function choose(options: CompareFamiliesOptions) {
  expectOptions("compareFamilies", options, Object.keys(known));
  const {
    budget,
    batch = 128,
    learningRate = 1e-3,
    levels,
    modes,
    samples = 1000,
    k = 5,
    seed = 0,
    show = true,
  } = options;
  const { families = [vaeFamily(), flowFamily(), ganFamily(), diffusionFamily()] } = options;
  for (const [name, value] of Object.entries({ batch, samples, k })) expectInteger(name, value, 1);
  if (levels !== undefined) expectInteger("levels", levels, 2);
  expectBudget(budget);
  if (!families.length) throw new TypeError("There is nothing to compare: families is empty");
  const names = families.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new TypeError(
      `Two families are called "${twice}": give one another name, { ...vaeFamily(), name: "beta-VAE" }`,
    );
  return { budget, batch, learningRate, levels, modes, samples, k, seed, show, families };
}

function expectBudget(budget: Budget): void {
  const { steps, seconds } = budget as { steps?: number; seconds?: number };
  if ((steps === undefined) === (seconds === undefined))
    throw new TypeError("budget is { steps: 2000 } or { seconds: 30 }, one of the two");
  if (steps !== undefined) expectInteger("budget.steps", steps, 1);
  else if (!(Number(seconds) > 0)) throw new RangeError(`budget.seconds must be more than 0, not ${seconds}`);
}
