import { comparedRuns } from "../../../protocol/comparison.ts";
import { shapeText } from "../../core/shape.ts";
import { isRun, type Run } from "../run.ts";
import { sampleKind } from "../sample-kind.ts";
import type { Trajectory } from "../../../protocol/trajectory.ts";
import type { Frame } from "../../samplers/index.ts";
import type { Going } from "./going.ts";

const { fewest, most } = comparedRuns;

/** The runs by their names, none of them begun. Throws in words where they are not what can be compared. */
export function namedRuns(runs: Readonly<Record<string, Run>>): Going[] {
  if (isRun(runs) || Array.isArray(runs))
    throw new TypeError("compareRuns takes runs by name: compareRuns({ ddpm: ddpm(…), ddim: ddim(…) })");
  const named = Object.entries(runs);
  if (named.length < fewest) {
    const got = named.length ? `only "${named[0][0]}"` : "none";
    throw new RangeError(
      `compareRuns sets ${fewest} to ${most} runs side by side, and got ${got}: show(run) shows one`,
    );
  }
  if (named.length > most)
    throw new RangeError(`compareRuns sets ${fewest} to ${most} runs side by side, not ${named.length}`);
  named.forEach(([name, run]) => {
    if (!isRun(run)) throw new TypeError(`"${name}" is no run of a sampler, such as ddim(…) gives`);
    const [same] = named.find(([, other]) => other === run) ?? [name];
    if (same !== name)
      throw new RangeError(
        `"${same}" and "${name}" are the same run, which can be consumed only once: call the sampler twice`,
      );
  });
  return named.map(([name, run]) => ({
    name,
    about: run.about ?? { sampler: name, options: [] },
    iterator: run[Symbol.asyncIterator](),
    frame: null,
    start: NaN,
    rises: null,
    sample: null,
    done: false,
  }));
}

/** How the samples of all runs are drawn. Throws in words where the runs, each at its first frame, do not go together. */
export function kindOf(runs: readonly (Going & { readonly frame: Frame })[]): Trajectory["kind"] {
  const [first, ...others] = runs;
  const shape = first.frame.x.shape.slice(1);
  for (const other of others) {
    const theirs = other.frame.x.shape.slice(1);
    if (shapeText(theirs) !== shapeText(shape))
      throw new RangeError(
        `Samples of "${first.name}" have the shape ${shapeText(shape)} and those of "${other.name}" ${shapeText(theirs)}: compareRuns needs one shape`,
      );
    if ((first.about.continuous ?? false) !== (other.about.continuous ?? false)) {
      const [steps, time] = first.about.continuous ? [other, first] : [first, other];
      throw new RangeError(
        `t of "${steps.name}" counts steps and t of "${time.name}" is continuous: they have no time in common`,
      );
    }
  }
  const kind = sampleKind(shape);
  if (!kind)
    throw new RangeError(
      `compareRuns draws points, [2], and pictures, [height, width, 1 or 3], but the samples have the shape ${shapeText(shape)}`,
    );
  return kind;
}

/** Throws where some runs go from data to noise and others from noise to data. */
export function expectOneWay(runs: readonly Going[]): void {
  const away = runs.find(({ rises }) => rises === true);
  const back = runs.find(({ rises }) => rises === false);
  if (away && back)
    throw new RangeError(`"${away.name}" goes from data to noise and "${back.name}" from noise to data`);
}
