import { isAllowed } from "./allowed.ts";
import { DryRun } from "./dry-run.ts";
import { pays } from "./pays.ts";
import { Recording } from "./recording.ts";
import { Targets } from "./targets.ts";
import { sameTrace, type Trace } from "./trace.ts";

/** Traces of one function that are kept: of the ways that it may take. */
const mostTraces = 8;
/** So often in a row a call may agree with no trace before tracing is given up. */
const mostMisses = 6;

/** What is known of one function for inputs of one kind. */
export class Entry {
  readonly #traces: Trace[] = [];
  readonly #targets = new Targets();
  #recordNext = true;
  #misses = 0;
  #calls = 0;
  /** Milliseconds of the last call that was traced. */
  #spent = 0;
  #off: string | null = null;
  readonly #giveUp: (reason: string) => void;
  /** Whether the last run was that of a graph. */
  ranAsGraph = false;

  /** `told` hears why it will not be traced any more. */
  constructor(told: (reason: string) => void) {
    this.#giveUp = (reason) => {
      this.dispose();
      this.#off = reason;
      told(reason);
    };
  }

  /** Why it runs as without a trace for good, in words; null where it does not. */
  get off(): string | null {
    return this.#off;
  }
  get traces(): readonly Trace[] {
    return this.#traces;
  }
  /** Milliseconds that went into making graphs. */
  get took(): number {
    return this.#targets.took;
  }

  /** `left` is how often it will be called yet, as far as is known; calls of the past count as well. */
  run<T>(make: () => T, left = Infinity): T {
    this.ranAsGraph = false;
    if (this.#off !== null || !isAllowed()) return make();
    this.#calls++;
    if (this.#recordNext) return this.#record(make);
    if (!this.#targets.any && !this.#traces.some((trace) => pays(trace, this.#calls + left, this.#spent)))
      return make();
    return this.#dry(make);
  }

  dispose(): void {
    this.#targets.dispose();
    this.#traces.length = 0;
    this.#recordNext = true;
  }

  #record<T>(make: () => T): T {
    const began = performance.now();
    const recording = new Recording();
    const result = recording.run(make);
    const { trace } = recording;
    this.#spent = performance.now() - began;
    if (trace.obstacle !== null) this.#giveUp(trace.obstacle);
    else if (this.#traces.some((one) => sameTrace(one, trace))) void 0;
    else if (this.#traces.length < mostTraces) this.#traces.push(trace);
    else this.#giveUp(`it takes more than ${mostTraces} different ways`);
    this.#recordNext = false;
    return result;
  }

  #dry<T>(make: () => T): T {
    const dry = new DryRun(this.#traces);
    let result: T;
    try {
      result = dry.run(make);
    } catch (error) {
      dry.leave("it failed"); // what it has kept is to be there
      throw error;
    }
    const trace = dry.candidates.find(({ nodes }) => nodes.length === dry.length);
    if (dry.left === null && trace) {
      this.#misses = 0;
      dry.settle(this.#targets.of(trace, dry.wanted()));
      this.ranAsGraph = true;
      return result;
    }
    const reason = dry.leave("it ends where another kernel was called before");
    this.#recordNext = true;
    if (++this.#misses >= mostMisses) this.#giveUp(reason);
    return result;
  }
}
