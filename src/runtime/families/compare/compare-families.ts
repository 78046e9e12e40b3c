import { displaySymbol } from "../../../protocol/host.ts";
import { dispose, type Tensor } from "../../core/tf.ts";
import { isAbort, signalFor } from "../../core/turn.ts";
import { replaced } from "../../display/replaced.ts";
import type { Family, Trained } from "./family.ts";
import { parted, type Parted } from "./held-out.ts";
import { measured } from "./measured.ts";
import { chosenOptions, type CompareFamiliesOptions } from "./options.ts";
import { report, type Row } from "./report.ts";
import type { FamiliesComparison, FamilyResult } from "./result.ts";

/**
 * Trains families of generative models one after the other on the same data with the same budget and seed, and sets them side
 * by side: samples, likelihood where it exists, coverage of held-out data, time to train and time to sample.
 *
 * A family that fails leaves its error in the table and in `failures`, and the others go on; where all fail, the first error
 * is thrown. An interrupt ends the work: it returns what is finished, or throws where nothing is. Throws a TypeError or
 * RangeError for options that cannot be.
 */
export async function compareFamilies(options: CompareFamiliesOptions): Promise<FamiliesComparison> {
  const chosen = chosenOptions(options);
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
