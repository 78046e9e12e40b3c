import type { Tensor } from "@tensorflow/tfjs-core";
import { engine as tfEngine, keep } from "@tensorflow/tfjs-core";
import { isSource } from "./source.ts";
import { sharing } from "./home.ts";
import { keysOf, listOf, type KernelInputs } from "./inputs.ts";
import { listening } from "./listening.ts";
import { isNodeBackend } from "./native/binding.ts";
import { NativeRecorder } from "./native/recorder.ts";
import { obstacleOf } from "./obstacles.ts";
import { atPlace } from "./place.ts";
import { sameShape, type Node, type Trace, type Value } from "./trace.ts";

/** Runs functions for real, and writes down their kernels. */
export class Recording {
  readonly #values: Value[] = [];
  readonly #nodes: Node[] = [];
  readonly #externals: number[] = [];
  /** A tensor's value; a variable's changes, so that it is known by its memory alone. */
  readonly #byTensor = new Map<number, number>();
  readonly #byData = new Map<object, number[]>();
  /** What tensors are clones of. */
  readonly #clones = new Map<number, Known>();
  readonly #native: NativeRecorder | null;
  readonly #held = new Map<number, Tensor>();
  #holds: ((x: Known) => boolean) | null = null;
  #obstacle: string | null = null;
  #depth = 0;

  constructor() {
    const backend = tfEngine().backend;
    this.#native = isNodeBackend(backend) ? new NativeRecorder(backend) : null;
  }

  get trace(): Trace {
    return {
      values: this.#values,
      nodes: this.#nodes,
      externals: this.#externals,
      obstacle: this.#obstacle,
    };
  }

  /** The number of kernels so far. */
  get length(): number {
    return this.#nodes.length;
  }

  /** A tensor from outside that is there as long as this one stands: the caller's to dispose. */
  held(value: number): Tensor {
    return this.#held.get(value)!;
  }

  /** From here on tensors from outside are held, but for these. */
  hold(given: readonly Tensor[]): void {
    const free = new Set(given.map((x) => x.dataId));
    this.#holds = (x) => !free.has(x.dataId);
  }

  /** Frees what it holds. */
  letGo(): void {
    for (const x of this.#held.values()) x.dispose();
    this.#held.clear();
  }

  run<T>(make: () => T): T {
    return listening(
      (kernel, inputs, attrs, call) => this.#kernel(kernel, inputs, attrs, call),
      make,
      () => this.#native?.stop(),
    );
  }

  #kernel(kernel: string, inputs: KernelInputs, attrs: object | undefined, call: () => unknown): unknown {
    if (this.#depth > 0 || isSource(kernel)) return call();
    const list = listOf(inputs);
    if (kernel === "Identity") {
      const result = call() as Tensor;
      this.#clones.set(result.id, copyOfTensor(list[0]!));
      return result;
    }
    const numbers = list.map((x) => (x ? this.valueOf(x) : -1));
    this.#native?.begin();
    this.#depth++;
    let result: unknown;
    try {
      result = call();
    } finally {
      this.#depth--;
    }
    const many = Array.isArray(result);
    const outputs = (many ? result : [result]) as Tensor[];
    const native = this.#native?.end(kernel, list, outputs) ?? null;
    const obstacle =
      typeof native === "string" ? `${kernel} cannot be traced: ${native}` : obstacleOf(kernel);
    if (obstacle !== null) this.#obstacle ??= obstacle + atPlace();
    this.#nodes.push({
      kernel,
      attrs,
      keys: keysOf(inputs),
      inputs: numbers,
      outputs: outputs.map((x) => this.#add(x)),
      many,
      native: typeof native === "string" ? null : native,
    });
    return result;
  }

  /** The number of a tensor; one that no kernel made so far comes from outside. */
  valueOf(x: Known): number {
    const original = this.#clones.get(x.id);
    if (original) return this.valueOf(original);
    const own = hasOwnId(x) ? this.#byTensor.get(x.id) : undefined;
    if (own !== undefined) return own;
    const found = this.#byData
      .get(x.dataId)
      ?.find((i) => sameShape(this.#values[i].shape, x.shape) && this.#values[i].dtype === x.dtype);
    if (found !== undefined) return found;
    const number = this.#add(x);
    this.#externals.push(number);
    if (this.#holds?.(x)) this.#held.set(number, keep(sharing(x as Tensor)));
    return number;
  }

  #add(x: Known): number {
    const number = this.#values.length;
    this.#values.push({ shape: [...x.shape], dtype: x.dtype });
    if (hasOwnId(x)) this.#byTensor.set(x.id, number);
    const same = this.#byData.get(x.dataId);
    if (same) same.push(number);
    else this.#byData.set(x.dataId, [number]);
    return number;
  }
}

/** What there is to know of a tensor, also once a variable has another value. */
type Known = Pick<Tensor, "id" | "dataId" | "shape" | "dtype">;

const isVariable = (x: Known): boolean => "assign" in x;

const hasOwnId = (x: Known): boolean => x.id >= 0 && !isVariable(x);

const copyOfTensor = (x: Tensor): Known => ({
  // A variable's number stands for whatever it holds later.
  id: isVariable(x) ? -1 : x.id,
  dataId: x.dataId,
  shape: x.shape,
  dtype: x.dtype,
});
