import type { Tensor } from "@tensorflow/tfjs-core";
import type { Binding, NativeTensor, NodeBackend } from "./binding.ts";
import type { NativeKernel, NativeOp, NativeSource } from "./recipe.ts";

/**
 * Writes down what kernels of tfjs-node ask of TensorFlow. So its table of kernels, with our repairs of it, is the only one:
 * whatever it can run eagerly becomes a graph of the very same operations.
 */
export class NativeRecorder {
  readonly #backend: NodeBackend;
  readonly #binding: Binding;
  #ops: { op: NativeOp; outputs: readonly NativeTensor[] }[] = [];
  #ids: (readonly number[])[] = [];
  #made = new Map<number, NativeSource & { from: "constant" }>();
  #read = false;

  constructor(backend: NodeBackend) {
    this.#backend = backend;
    this.#binding = backend.binding;
    backend.binding = this.#listening();
  }

  stop(): void {
    this.#backend.binding = this.#binding;
  }

  /** To be called where a kernel begins. */
  begin(): void {
    this.#ops = [];
    this.#ids = [];
    this.#made = new Map();
    this.#read = false;
  }

  /** What the kernel that has ended asked for; words where it did what no graph can. */
  end(
    kernel: string,
    inputs: readonly (Tensor | null | undefined)[],
    outputs: readonly Tensor[],
  ): NativeKernel | string {
    if (this.#read && !this.#checksItself(kernel)) return "it reads numbers on the way";
    const idOf = (x: Tensor): number => this.#backend.tensorMap.get(x.dataId).id;
    const known = new Map<number, NativeSource>(this.#made);
    // A string that could be anything's is no input; a tensor that was not used has no id yet.
    inputs.forEach((input, at) => {
      if (input) known.set(idOf(input), { from: "input", at });
    });
    const sourceOf = (id: number): NativeSource | undefined => known.get(id);
    const ops: NativeOp[] = [];
    for (const [i, { op, outputs: made }] of this.#ops.entries()) {
      const sources = this.#ids[i].map(sourceOf);
      if (sources.some((source) => source === undefined)) return `its ${op.op} takes a tensor from elsewhere`;
      ops.push({ ...op, inputs: sources as NativeSource[] });
      made.forEach(({ id }, output) => known.set(id, { from: "op", op: i, output }));
    }
    const sources = outputs.map((output) => {
      const entry = this.#backend.tensorMap.get(output.dataId);
      // The very memory of an input, under another shape perhaps; or numbers that were not handed over yet.
      const shared = inputs.findIndex((input) => input?.dataId === output.dataId);
      if (shared >= 0) return { from: "input", at: shared } as const;
      if (entry.values) return { from: "constant", shape: entry.shape, dtype: entry.dtype, values: entry.values } as const; // prettier-ignore
      return sourceOf(entry.id);
    });
    if (sources.some((source) => source === undefined)) return "its result comes from elsewhere";
    return { ops, outputs: sources as NativeSource[] };
  }

  /** Whether a kernel reads only to refuse indices out of range, which TensorFlow does itself in a graph: on a CPU alone. */
  #checksItself(kernel: string): boolean {
    return kernel === "GatherV2" && !this.#backend.isUsingGpuDevice;
  }

  #listening(): Binding {
    const binding = this.#binding;
    const hooks: Partial<Binding> = {
      createTensor: (shape, dtype, values) => {
        const id = binding.createTensor(shape, dtype, values);
        this.#made.set(id, { from: "constant", shape: [...shape], dtype, values });
        return id;
      },
      executeOp: (op, attrs, ids, count) => {
        const outputs = binding.executeOp(op, attrs, ids, count);
        this.#ids.push([...ids]);
        this.#ops.push({ op: { op, attrs, inputs: [] }, outputs });
        return outputs;
      },
      tensorDataSync: (id) => {
        this.#read = true;
        return binding.tensorDataSync(id);
      },
    };
    // The addon's own properties cannot be overwritten, nor be listed.
    return new Proxy({} as Binding, {
      get: (_, key) => (Reflect.get(hooks, key) ?? Reflect.get(binding, key)) as unknown,
    });
  }
}
