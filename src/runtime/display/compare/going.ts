import type { Tensor } from "../../core/tf.ts";
import type { Frame, Sampling } from "../../samplers/index.ts";

/** A run on its way. */
export interface Going {
  readonly name: string;
  readonly about: Sampling["about"];
  readonly iterator: AsyncIterator<Frame, unknown>;
  /** The frame it has given last. */
  frame: Frame | null;
  /** t of its first frame. */
  start: number;
  /** Whether its t rise, as on the way from data to noise; null where they have not moved yet. */
  rises: boolean | null;
  /** What it ended with: ours from then on. */
  sample: Tensor | null;
  done: boolean;
}

/** Asks a run for its next frame; null once it has ended, with its sample. Throws where it has none. */
export async function advance(run: Going): Promise<Frame | null> {
  const next = await run.iterator.next();
  if (!next.done) {
    const frame = next.value;
    if (!run.frame) run.start = frame.t;
    else if (run.rises === null && frame.t !== run.start) run.rises = frame.t > run.start;
    run.frame = frame;
    run.sample = frame.step === frame.steps ? frame.x : null;
    return frame;
  }
  run.done = true;
  if (!run.frame)
    throw new Error(
      `"${run.name}" gives no frames: a run can be consumed only once, so call the sampler again`,
    );
  if (!run.sample) throw new Error(`"${run.name}" ended before its last step, so there is no sample to keep`);
  return null;
}

/** The run that is behind in t, so that all go through time together; null where all are done. */
export function behind(runs: readonly Going[]): Going | null {
  const going = runs.filter(({ done }) => !done);
  return going.reduce<Going | null>((least, run) => (least && !isBehind(run, least) ? least : run), null);
}

function isBehind(a: Going, b: Going): boolean {
  if (!a.frame || !b.frame) return !a.frame && b.frame !== null;
  if (a.frame.t !== b.frame.t) return a.rises ? a.frame.t < b.frame.t : a.frame.t > b.frame.t;
  return a.frame.step / a.frame.steps < b.frame.step / b.frame.steps;
}

/** Ends what is on its way, and frees what no one will get. */
export async function abandon(runs: readonly Going[]): Promise<void> {
  await Promise.allSettled(runs.map(async ({ iterator }) => iterator.return?.()));
  for (const { sample } of runs) sample?.dispose();
}
