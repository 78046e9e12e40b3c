import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { readFileSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { assetFolder } from "../../core/assets.ts";

/** The kernels of source/kernels.c, in its order. */
const numberOf = {
  gather: 0,
  scatter: 1,
  silu: 2,
  siluSlope: 3,
  groupNorm: 4,
  groupNormSlope: 5,
  sums: 6,
  winograd: 7,
  winogradScatter: 8,
} as const;

export type OwnKernel = keyof typeof numberOf;

interface Exports {
  run(task: number): void;
  share(task: number): void;
  pack(from: number, to: number, k: number, n: number, down: number, across: number, panel: number): void;
  winograd_filter(filter: number, to: number, size: number, turned: number): void;
  winograd_filter_slope(from: number, to: number, size: number): void;
  add_parts(parts: number, out: number, count: number, size: number): void;
}

/** What there is of tfjs's module: its memory, and who hands it out. */
export interface Heap {
  readonly memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(address: number): void;
}

/** Words of a task before its numbers, and of those: as in source/kernels.c. */
const words = { before: 8, numbers: 32 };

/** Multiplications below which waking a thread costs more than it brings. */
const enough = 200_000;

/** Bytes of scratch memory that stay taken between two operations. */
const mostKept = 2 ** 24;

/** Our own compiled kernels, at work on the heap of tfjs's. */
export class OwnKernels {
  readonly threads: number;
  readonly #heap: Heap;
  readonly #exports: Exports;
  readonly #task: number;
  readonly #worthSharing: number;
  #scratch = { address: 0, bytes: 0 };
  #view: Int32Array;

  /** Operations of at least `worthSharing` multiplications are shared with threads beside the caller's. */
  constructor(heap: Heap, threads: number, worthSharing = enough) {
    this.#heap = heap;
    this.threads = threads;
    this.#worthSharing = worthSharing;
    const compiled = new WebAssembly.Module(readFileSync(path.join(assetFolder("wasm"), "kernels.wasm")));
    // What source/kernels.c exports.
    this.#exports = new WebAssembly.Instance(compiled, { env: { memory: heap.memory } })
      .exports as unknown as Exports;
    this.#task = heap.malloc(4 * (words.before + words.numbers));
    this.#view = new Int32Array(heap.memory.buffer);
    this.#view.fill(0, this.#task / 4, this.#task / 4 + words.before);
    for (let who = 1; who < threads; who++) startWorker(compiled, heap.memory, this.#task, who);
  }

  /** Runs the chunks of a kernel, of `work` multiplications in all, with the numbers its structure has. */
  run(kernel: OwnKernel, chunks: number, work: number, numbers: readonly number[]): void {
    if (chunks === 0) return;
    const memory = this.#words();
    const at = this.#task / 4;
    memory[at + 3] = chunks;
    memory[at + 4] = numberOf[kernel];
    memory.set(numbers, at + words.before);
    if (this.threads > 1 && chunks > 1 && work >= this.#worthSharing) this.#exports.share(this.#task);
    else this.#exports.run(this.#task);
  }

  /** Lays the matrix with (k, n) at address + 4 (k down + n across) out in panels of 8 columns, `panel` floats apart. */
  pack(from: number, to: number, k: number, n: number, down: number, across: number, panel: number): void {
    this.#exports.pack(from, to, k, n, down, across, panel);
  }

  /** 3 x 3 filters [3, 3, size] as Winograd's products take them: [4, 4, size]. */
  winogradFilter(filter: number, to: number, size: number, turned: boolean): void {
    this.#exports.winograd_filter(filter, to, size, Number(turned));
  }

  /** The gradient by such filters [3, 3, size], of the sums [4, 4, size] of its products. */
  winogradFilterSlope(from: number, to: number, size: number): void {
    this.#exports.winograd_filter_slope(from, to, size);
  }

  /** The sum of `count` arrays of `size` floats that lie one after another. */
  addParts(parts: number, out: number, count: number, size: number): void {
    this.#exports.add_parts(parts, out, count, size);
  }

  /** Calls with the addresses of blocks of so many words, which are free again when it returns. */
  withScratch<T>(sizes: readonly number[], use: (...blocks: number[]) => T): T {
    const rounded = sizes.map((size) => 16 * Math.ceil(size / 4));
    const bytes = rounded.reduce((sum, size) => sum + size, 0);
    if (bytes > this.#scratch.bytes) {
      if (this.#scratch.address) this.#heap.free(this.#scratch.address);
      this.#scratch = { address: 0, bytes: 0 }; // should there be no room for it
      this.#scratch = { address: this.#heap.malloc(bytes), bytes };
    }
    let next = this.#scratch.address;
    try {
      return use(...rounded.map((size) => (next += size) - size));
    } finally {
      if (this.#scratch.bytes > mostKept) {
        this.#heap.free(this.#scratch.address);
        this.#scratch = { address: 0, bytes: 0 };
      }
    }
  }

  /** Writes whole numbers at an address. */
  write(address: number, numbers: readonly number[]): void {
    this.#words().set(numbers, address / 4);
  }

  zero(address: number, count: number): void {
    this.#words().fill(0, address / 4, address / 4 + count);
  }

  copy(from: number, to: number, count: number): void {
    this.#words().copyWithin(to / 4, from / 4, from / 4 + count);
  }

  /** The heap may have grown, which leaves older views short. */
  #words(): Int32Array {
    const { buffer } = this.#heap.memory;
    if (this.#view.buffer !== buffer) this.#view = new Int32Array(buffer);
    return this.#view;
  }
}

const float = new DataView(new ArrayBuffer(4));

/** A float32 as the word that it is in memory. */
export function floatWord(x: number): number {
  float.setFloat32(0, x);
  return float.getInt32(0);
}

/** Where a tensor lies on the heap. */
export const addressOf = (backend: BackendWasm, x: TensorInfo): number =>
  backend.typedArrayFromHeap(x).byteOffset;

/** A thread that sleeps until there are chunks. It holds up neither the process's end nor an operation. */
function startWorker(
  compiled: WebAssembly.Module,
  memory: WebAssembly.Memory,
  task: number,
  who: number,
): void {
  const life = `
    const { compiled, memory, task, who } = require("node:worker_threads").workerData;
    new WebAssembly.Instance(compiled, { env: { memory } }).exports.worker(task, who);`;
  // Without the program's own options: one of them could make a module of the script, or a debugger stop in it.
  const options = { eval: true, execArgv: [], workerData: { compiled, memory, task, who } };
  new Worker(life, options).unref();
}
