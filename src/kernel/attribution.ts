import { AsyncLocalStorage } from "node:async_hooks";
import { Interrupted, type Run } from "./run.ts";

/**
 * Which run is executing, also in what it has begun and left to promises and timers.
 *
 * Node follows asynchronous work since 24 inside V8; before, through hooks around every promise, and those abort the
 * whole process when a script is terminated between them ("Assertion failed: execution_async_id() == 0"), which is
 * how a blocking cell is interrupted. So on older versions cells tell it themselves: compiled cells say so behind
 * every `await` (`resume`), and timers are wrapped (`followTimers`).
 */
export class Attribution {
  readonly #terminate: () => void;
  readonly #storage = Number(process.versions.node.split(".")[0]) >= 24 ? new AsyncLocalStorage<Run>() : null;
  #latest: Run | null = null;

  /** `terminate` ends the script that calls it where it stands. */
  constructor(terminate: () => void) {
    this.#terminate = terminate;
  }

  as<T>(run: Run | null, work: () => T): T {
    if (run === null) return work();
    if (this.#storage) {
      this.#latest = run;
      return this.#storage.run(run, work);
    }
    const before = this.#latest;
    this.#latest = run;
    try {
      return work();
    } finally {
      // What a timer of an earlier cell prints must not make the next line of the running cell its own.
      if (before?.running) this.#latest = before;
    }
  }

  get current(): Run | null {
    return this.#storage?.getStore() ?? this.#latest;
  }

  /** What compiled cells call: `resume(run, await x)` for `await x`, and `for await (… of each(xs))`. */
  get forCells(): object {
    const current = (): Run | null => this.current;
    const resume = this.#resume.bind(this);
    return {
      get run() {
        return current();
      },
      resume(run: Run | null, value: unknown) {
        resume(run);
        return value;
      },
      async *each(values: AsyncIterable<unknown> | Iterable<unknown>) {
        const run = current();
        for await (const value of values) {
          resume(run);
          yield value;
        }
        resume(run);
      },
    };
  }

  /** A cell goes on behind an `await` that `run` has begun. Throws Interrupted where the run is over. */
  #resume(run: Run | null): void {
    if (!run) return;
    if (run.over) {
      // A loop that catches every exception would go on for ever.
      if (++run.refusals > mostRefusals) this.#terminate();
      throw new Interrupted();
    }
    if (!this.#storage) this.#latest = run;
  }

  /** Whether Node itself follows timers and promises. */
  get isNative(): boolean {
    return this.#storage !== null;
  }
}

/** Exceptions that may reach the `catch` and `finally` of a run that is over, before it is ended by force. */
const mostRefusals = 3;
