import { engine as tfEngine } from "@tensorflow/tfjs-core";
import { refuseMalformed } from "./malformed.ts";
import { isNodeBackend } from "./native/binding.ts";
import { nativeGraph } from "./native/graph.ts";
import { planned } from "./plan/index.ts";
import type { Target } from "./target.ts";
import type { Trace } from "./trace.ts";

/** Traces made ready to run on the backend in use, each for the values that are asked of it. */
export class Targets {
  readonly #made = new Map<Trace, Map<string, Target>>();
  #took = 0;

  /** Milliseconds that went into making them. */
  get took(): number {
    return this.#took;
  }
  get any(): boolean {
    return this.#made.size > 0;
  }

  /** Throws an Error that names the kernel where the trace could not run. */
  of(trace: Trace, wanted: readonly number[]): Target {
    let targets = this.#made.get(trace);
    if (!targets) this.#made.set(trace, (targets = new Map<string, Target>()));
    const key = wanted.join();
    let target = targets.get(key);
    if (!target) {
      const began = performance.now();
      refuseMalformed(trace, wanted);
      const make = isNodeBackend(tfEngine().backend) ? nativeGraph : planned;
      targets.set(key, (target = make(trace, wanted)));
      this.#took += performance.now() - began;
    }
    return target;
  }

  dispose(): void {
    for (const targets of this.#made.values()) for (const target of targets.values()) target.dispose();
    this.#made.clear();
  }
}
