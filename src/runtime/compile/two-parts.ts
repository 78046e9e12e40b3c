import { isDeepStrictEqual } from "node:util";
import { readNow } from "../core/read-now.ts";
import { Tensor, tidy } from "../core/tf.ts";
import { isAllowed } from "./allowed.ts";
import { byHand } from "./custom-grad.ts";
import { DryRun } from "./dry-run.ts";
import { dropTape } from "./on-tape.ts";
import { pays } from "./pays.ts";
import { Recording } from "./recording.ts";
import { Targets } from "./targets.ts";
import { sameTrace, type Trace } from "./trace.ts";

/** Named results. */
type Results = Record<string, Tensor>;

/**
 * A function of two parts. The first is anybody's and may be different each time. The second follows from the kernels of the
 * first, the tensors in `inputs` and what the first returns, by code that is known to do the same each time: a gradient, an
 * optimizer's step. So in a run from a trace it is not carried out at all.
 */
export interface TwoParts<F extends object> {
  /** Tensors that the second part takes, beside what the first has used: the same number each time, of the same shapes. */
  readonly inputs: readonly Tensor[];
  /** Returns tensors by their names, null where there is none. */
  readonly first: () => F;
  /** Calls `first` once, on gradients' tape, and returns results to be kept. */
  readonly whole: (first: () => F) => Results;
}

/** Ends a run from a trace where its second part would begin. One for all: an error looks up its stack when it is made. */
const done = new Error("A run from a trace was not ended where its first part ends");

interface Known {
  readonly trace: Trace;
  /** Kernels of the first part. */
  readonly length: number;
  readonly results: readonly (readonly [string, number])[];
  /** Values that the first part returns. */
  readonly returned: readonly number[];
  /** Which of `inputs` each external that the first part uses is; -1 for none. */
  readonly used: readonly number[];
  /** Where each external that the first part does not use comes from. */
  readonly rest: readonly (number | Tensor)[];
}

const mostKnown = 4;
const mostMisses = 6;

/** Runs such a function as one graph, once it has been seen twice to do the same. */
export class TwoPartGraph<F extends object> {
  #known: Known[] = [];
  /** Traces that were met once. */
  #seen: Known[] = [];
  #record = true;
  #misses = 0;
  #off: string | null = null;
  readonly #targets = new Targets();
  #ran = 0;

  /** Why it runs as without a trace for good, in words; null where it does not. */
  get off(): string | null {
    return this.#off;
  }
  /** Milliseconds that went into making graphs. */
  get took(): number {
    return this.#targets.took;
  }
  /** How many calls ran as a graph. */
  get ran(): number {
    return this.#ran;
  }

  /** `left` is how often it will be called yet, as far as is known: where a graph could not make up for its making, none is made. */
  run(parts: TwoParts<F>, left = Infinity): Results {
    if (this.#off !== null || !isAllowed()) return tidy(() => parts.whole(parts.first));
    return this.#record ? this.#trace(parts, left) : this.#dry(parts);
  }

  dispose(): void {
    this.#targets.dispose();
    for (const one of [...this.#known, ...this.#seen]) forget(one);
    this.#known = [];
    this.#seen = [];
    this.#record = true;
  }

  #trace({ inputs, first, whole }: TwoParts<F>, left: number): Results {
    const began = performance.now();
    const recording = new Recording();
    let length = 0;
    let met = 0;
    let returned: readonly number[] = [];
    const used: number[] = [];
    const foreign = byHand.count;
    const results = recording.run(() =>
      tidy(() =>
        whole(() => {
          const result = first();
          length = recording.length;
          met = recording.trace.externals.length;
          returned = tensorsIn(result).map((x) => recording.valueOf(x));
          recording.hold(inputs);
          return result;
        }),
      ),
    );
    const { trace } = recording;
    if (trace.obstacle !== null) this.#giveUp(trace.obstacle);
    if (byHand.count !== foreign) this.#giveUp(writtenByHand);
    const spent = performance.now() - began;
    if (!pays(trace, left, spent)) this.#giveUp("too few calls are left for a graph to pay");
    if (this.#off !== null) {
      recording.letGo();
      return results;
    }
    const numbers = Object.entries(results).map(([name, x]) => [name, recording.valueOf(x)] as const);
    const given = new Map(inputs.map((x, i) => [recording.valueOf(x), i]));
    const rest = trace.externals.slice(met).map((value) => given.get(value) ?? recording.held(value));
    used.push(...trace.externals.slice(0, met).map((value) => given.get(value) ?? -1));
    const now = { trace, length, returned, used, results: numbers, rest };
    const before = this.#seen.find((one) => isSame(one, now));
    if (before) {
      this.#seen.splice(this.#seen.indexOf(before), 1);
      forget(before);
      this.#known.push(now);
      this.#record = false;
    } else {
      this.#seen.push(now);
      if (this.#seen.length > mostKnown) this.#giveUp("it does something else each time");
    }
    return results;
  }

  #dry({ inputs, first, whole }: TwoParts<F>): Results {
    const dry = new DryRun(this.#known.map(({ trace }) => trace));
    let known: Known | undefined;
    const foreign = byHand.count;
    try {
      return dry.run(() => {
        const results = tidy(() =>
          whole(() => {
            const result = first();
            const returned = tensorsIn(result).map((x) => dry.valueOf(x));
            const places = new Map(inputs.map((x, i) => [x.dataId, i]));
            const used = dry.met.map(({ dataId }) => places.get(dataId) ?? -1);
            if (byHand.count === foreign)
              known = this.#known.find(
                (one) =>
                  dry.agreesWith(one.trace, one.length) &&
                  isDeepStrictEqual(returned, one.returned) &&
                  isDeepStrictEqual(used, one.used),
              );
            if (known) throw done;
            return result;
          }),
        );
        const reason = dry.leave("its first part ends elsewhere, or is of other tensors");
        if (byHand.count === foreign) this.#missed(reason);
        else this.#giveUp(writtenByHand);
        return results;
      });
    } catch (error) {
      if (error !== done || !known) {
        dry.leave("it failed");
        throw error;
      }
    }
    this.#misses = 0;
    this.#ran++;
    dropTape();
    const { trace, results, rest } = known;
    const others = rest.map((one) => (typeof one === "number" ? inputs[one] : one));
    const tensors = dry.finish(
      results.map(([, value]) => value),
      others,
      (wanted) => this.#targets.of(trace, wanted),
    );
    return Object.fromEntries(results.map(([name], i) => [name, tensors[i]]));
  }

  #missed(reason: string): void {
    if (++this.#misses >= mostMisses) this.#giveUp(reason);
    else this.#record = this.#known.length < mostKnown;
  }

  #giveUp(reason: string): void {
    this.#off = reason;
    this.dispose();
    this.#record = false;
  }
}

const writtenByHand = "a gradient written by hand (customGrad) may hold numbers that no trace sees";

const tensorsIn = (returned: object): Tensor[] => {
  const values: unknown[] = Object.values(returned);
  return values.filter((x): x is Tensor => x instanceof Tensor);
};

const isSame = (a: Known, b: Known): boolean =>
  a.length === b.length &&
  isDeepStrictEqual(a.results, b.results) &&
  isDeepStrictEqual(a.returned, b.returned) &&
  isDeepStrictEqual(a.used, b.used) &&
  sameTrace(a.trace, b.trace) &&
  sameRest(a.rest, b.rest);

const sameRest = (a: Known["rest"], b: Known["rest"]): boolean =>
  a.length === b.length &&
  a.every((one, i) => {
    const other = b[i];
    if (typeof one === "number" || typeof other === "number") return one === other;
    return isDeepStrictEqual(
      readNow(one, "A trace", "run it without"),
      readNow(other, "A trace", "run it without"),
    );
  });

function forget({ rest }: Known): void {
  for (const one of rest) if (typeof one !== "number") one.dispose();
}
