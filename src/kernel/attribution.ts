import { AsyncLocalStorage } from "node:async_hooks";
import type { Run } from "./run.ts";

/**
 * Whose output this is: the run whose promise or timer is executing, where Node can tell, else the latest run.
 *
 * Node follows asynchronous work since 24 inside V8; before, through hooks around every promise, and those abort the
 * whole process when a script is terminated between them ("Assertion failed: execution_async_id() == 0"), which is
 * how a blocking cell is interrupted. So on older versions late output goes to the latest run.
 */
export class Attribution {
  readonly #storage = Number(process.versions.node.split(".")[0]) >= 24 ? new AsyncLocalStorage<Run>() : null;
  #latest: Run | null = null;

  as<T>(run: Run, work: () => Promise<T>): Promise<T> {
    this.#latest = run;
    return this.#storage ? this.#storage.run(run, work) : work();
  }

  get current(): Run | null {
    return this.#storage?.getStore() ?? this.#latest;
  }
}
