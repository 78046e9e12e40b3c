import { setImmediate, setTimeout } from "node:timers/promises";
import { followUpOf, type MimeBundle } from "../protocol/index.ts";
import type { Run } from "./run.ts";

interface Begun {
  readonly run: Run | null;
  wanted: boolean;
  done: Promise<void>;
}

/** Milliseconds between two stretches while a cell runs. */
const beside = 100;
/** Of more at a time the oldest end: each may keep a large tensor alive. */
const mostBegun = 4;

/**
 * What outputs lacked when they were shown, worked out afterwards: at once while no cell runs, and beside a running one
 * in so small a part of the time that it is not held up.
 */
export class FollowUps {
  readonly #busy: () => boolean;
  readonly #failed: (error: unknown, run: Run | null) => void;
  readonly #begun = new Map<string, Begun>();

  /** `busy` says whether a cell runs that must not be held up; `failed` hears what a follow-up threw. */
  constructor(busy: () => boolean, failed: (error: unknown, run: Run | null) => void) {
    this.#busy = busy;
    this.#failed = failed;
  }

  /** An output was shown or replaced: what the old bundle began under its id is over, and the new one's follow-up begins. */
  shown(id: string, bundle: MimeBundle, run: Run | null, show: (bundle: MimeBundle) => void): void {
    this.#end(id);
    const followUp = followUpOf(bundle);
    if (!followUp) return;
    const begun: Begun = { run, wanted: true, done: Promise.resolve() };
    const pace = async (): Promise<void> => {
      if (this.#busy()) await setTimeout(beside);
      else await setImmediate();
      if (!begun.wanted || run?.interrupted) throw new NotWanted();
    };
    this.#begun.set(id, begun);
    // A map keeps the order of insertion.
    for (const old of [...this.#begun.keys()].slice(0, -mostBegun)) this.#end(old);
    begun.done = pace()
      .then(() => followUp((next) => begun.wanted && show(next), pace))
      .catch((error: unknown) => {
        if (!(error instanceof NotWanted)) this.#failed(error, run);
      })
      .finally(() => {
        if (this.#begun.get(id) === begun) this.#begun.delete(id);
      });
  }

  /** Resolves when all that outputs of this run lacked is there. */
  async settled(run: Run): Promise<void> {
    await Promise.all([...this.#begun.values()].filter((begun) => begun.run === run).map(({ done }) => done));
  }

  #end(id: string): void {
    const begun = this.#begun.get(id);
    if (begun) begun.wanted = false;
    this.#begun.delete(id);
  }
}

class NotWanted extends Error {
  override readonly name = "NotWanted";
}
