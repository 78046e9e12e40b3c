import { isDeepStrictEqual } from "node:util";
import { engine as tfEngine, type KernelBackend, type Tensor, type TensorInfo } from "@tensorflow/tfjs-core";
import { host } from "../core/host.ts";
import { moveMemory, sharing } from "./home.ts";
import { keysOf, listOf, type KernelInputs } from "./inputs.ts";
import { kernelByKernel } from "./kernel-by-kernel.ts";
import { Pending, PendingBackend } from "./pending.ts";
import { listening } from "./listening.ts";
import { isSource } from "./source.ts";
import { atPlace } from "./place.ts";
import { onTape } from "./on-tape.ts";
import type { Target } from "./target.ts";
import { sameShape, type Node, type Trace } from "./trace.ts";

/** What has begun and is not settled. */
let underWay: { abandon: () => void } | null = null;
host()?.onTerminated(() => underWay?.abandon());

/**
 * Runs a function whose kernels are known from a trace without computing anything: each call is held against the trace,
 * and its result stands for what a graph will compute. Whatever JavaScript does is done anew each time, so that no number
 * of it can be stale. From the first call that is another one on, all is computed as without a trace.
 */
export class DryRun {
  readonly #home: KernelBackend;
  readonly #pending: PendingBackend;
  #candidates: readonly Trace[];
  #at = 0;
  #values = 0;
  /** The values of tensors from outside, by their memory. */
  readonly #numbers = new Map<object, number[]>();
  readonly #externals: TensorInfo[] = [];
  readonly #made: Pending[] = [];
  #left: string | null = null;
  #over = false;

  constructor(candidates: readonly Trace[]) {
    this.#candidates = candidates;
    this.#home = tfEngine().backend;
    this.#pending = new PendingBackend(this.#home, () =>
      this.leave(`a number of it is read on the way (dataSync or arraySync)${atPlace()}`),
    );
  }

  /** Kernels that were held against the trace so far. */
  get length(): number {
    return this.#at;
  }
  /** The traces that agree with what was done so far. */
  get candidates(): readonly Trace[] {
    return this.#candidates;
  }
  /** Why it was not run from a trace, in words; null where it was. */
  get left(): string | null {
    return this.#left;
  }

  /** Tensors from outside that were met, in their order. */
  get met(): readonly TensorInfo[] {
    return this.#externals;
  }

  /** Whether all that was done is the first part of this trace, of so many kernels. */
  agreesWith(trace: Trace, length: number): boolean {
    return this.#left === null && this.#at === length && this.#candidates.includes(trace);
  }

  /**
   * Computes values that the function has not come to, and those it has kept, by a target made for them. `rest` are the
   * trace's externals that it has not met, in their order.
   */
  finish(
    values: readonly number[],
    rest: readonly Tensor[],
    targetFor: (wanted: readonly number[]) => Target,
  ): Tensor[] {
    const alive = this.#alive();
    // What the function has kept for itself is seldom anything.
    const wanted = [...values, ...alive.map(({ value }) => value)];
    try {
      const results = targetFor(wanted).run([...this.#externals, ...rest]);
      this.#fill(alive, results.slice(values.length));
      const tf = tfEngine();
      return results.slice(0, values.length).map((info) => tf.makeTensorFromTensorInfo(info, this.#home));
    } finally {
      this.#end();
    }
  }

  #alive(): Pending[] {
    return this.#made.filter(({ refs }) => refs > 0);
  }

  run<T>(make: () => T): T {
    underWay = { abandon: () => this.#end() };
    const home = this.#home;
    const incRef = home.incRef.bind(home);
    // A variable that is assigned a result counts at the backend itself.
    home.incRef = (id: object) => {
      if (id instanceof Pending && id.owner === this) id.refs++;
      else incRef(id);
    };
    return listening(
      (name, inputs, attrs, call) => {
        const made = this.#left === null && !isSource(name) ? this.#kernel(name, inputs, attrs) : null;
        return made ?? call();
      },
      make,
      () => Reflect.deleteProperty(home, "incRef"),
    );
  }

  /** The numbers of values that tensors still stand for. */
  wanted(): number[] {
    return this.#alive().map(({ value }) => value);
  }

  /** The value that this tensor stands for; null for any other tensor. */
  valueOf(x: Tensor): number | null {
    const id = x.dataId;
    return id instanceof Pending && id.owner === this ? id.value : null;
  }

  /** Computes what tensors stand for by `target`, made for `wanted()`; the memory is theirs then. */
  settle(target: Target): void {
    let results: readonly TensorInfo[];
    try {
      results = target.run(this.#externals);
    } catch {
      this.leave("its graph failed"); // kernel by kernel it says what of it does
      return;
    }
    this.#fill(this.#alive(), results);
    this.#end();
  }

  /** Gives up the memory that was held for the graph. */
  #end(): void {
    underWay = null;
    if (this.#over) return;
    this.#over = true;
    const tf = tfEngine();
    for (const { dataId } of this.#externals) {
      // The last of it, where the function has disposed of it meanwhile.
      if (this.#home.disposeData(dataId)) tf.removeDataId(dataId, this.#home);
    }
  }

  #fill(alive: readonly Pending[], results: readonly TensorInfo[]): void {
    const { tensorInfo } = tfEngine().state;
    alive.forEach((pending, i) => {
      const result = results[i];
      moveMemory(this.#home, result.dataId, pending, pending.refs);
      // What tfjs had counted as a tensor of its own is the pending tensors' from here on.
      if ("dispose" in result) (result as unknown as Tensor).dispose();
      const info = tensorInfo.get(pending);
      if (info) info.backend = this.#home;
    });
    for (const pending of this.#made) pending.owner = null;
  }

  /** From here on all is computed at once; what was passed over is made up for. */
  leave(reason: string): string {
    if (this.#left !== null || this.#over) return this.#left ?? reason;
    this.#left = reason;
    const alive = this.#alive();
    const [trace] = this.#candidates;
    // Of the trace's externals only those that were met have a tensor: none of the others is needed.
    const wanted = alive.map(({ value }) => value);
    this.#fill(alive, kernelByKernel(trace, wanted, { length: this.#at }).run(this.#externals));
    this.#end();
    return reason;
  }

  #kernel(name: string, inputs: KernelInputs, attrs: object | undefined): unknown {
    const list = listOf(inputs);
    if (name === "Identity") return onTape(name, inputs, attrs, () => [this.#alias(list[0]!)])[0];
    const numbers = list.map((x) => (x ? this.#numberOf(x) : -1));
    const agrees = ({ nodes }: Trace): boolean => {
      const node = nodes.at(this.#at);
      return node !== undefined && this.#isCall(node, name, inputs, numbers, attrs);
    };
    const left = this.#candidates.filter(agrees);
    if (left.length === 0) {
      this.leave(
        `${name} is called where ${this.#candidates[0].nodes.at(this.#at)?.kernel ?? "the end"} was before${atPlace()}`,
      );
      return null;
    }
    this.#candidates = left;
    const [trace] = left;
    const node = trace.nodes[this.#at++];
    const tf = tfEngine();
    const outputs = onTape(name, inputs, attrs, () =>
      node.outputs.map((value) => {
        const { shape, dtype } = trace.values[value];
        const pending = new Pending(value, this);
        this.#made.push(pending);
        this.#values++;
        return tf.makeTensorFromTensorInfo({ dataId: pending, shape: [...shape], dtype }, this.#pending);
      }),
    );
    return node.many ? outputs : outputs[0];
  }

  #isCall(
    node: Node,
    name: string,
    inputs: KernelInputs,
    numbers: readonly number[],
    attrs: object | undefined,
  ): boolean {
    if (node.kernel !== name || node.inputs.length !== numbers.length) return false;
    for (let i = 0; i < numbers.length; i++) if (node.inputs[i] !== numbers[i]) return false;
    const keys = keysOf(inputs);
    if ((keys === null) !== (node.keys === null) || keys?.some((key, i) => key !== node.keys?.[i]))
      return false;
    return isDeepStrictEqual(attrs, node.attrs);
  }

  /** Another tensor of the same memory. */
  #alias(x: Tensor): Tensor {
    const { dataId, shape, dtype } = x;
    if (this.valueOf(x) === null) return sharing(x);
    (dataId as Pending).refs++;
    return tfEngine().makeTensorFromTensorInfo({ dataId, shape, dtype }, this.#pending);
  }

  /** The number of a tensor; one from outside is met, and held, at its first use. Of another shape than before it is new. */
  #numberOf(x: Tensor): number {
    const own = this.valueOf(x);
    if (own !== null) return own;
    const id = x.dataId;
    const { values } = this.#candidates[0];
    const known = this.#numbers.get(id)?.find((i) => sameShape(values[i].shape, x.shape) && values[i].dtype === x.dtype); // prettier-ignore
    if (known !== undefined) return known;
    const number = this.#values;
    const expected = values.at(number);
    // Of another shape it agrees with no trace; the number of no value says so.
    if (!expected || !sameShape(expected.shape, x.shape) || expected.dtype !== x.dtype) return -2;
    this.#values++;
    this.#home.incRef(x.dataId);
    this.#externals.push({ dataId: x.dataId, shape: x.shape, dtype: x.dtype });
    const same = this.#numbers.get(id);
    if (same) same.push(number);
    else this.#numbers.set(id, [number]);
    return number;
  }
}
