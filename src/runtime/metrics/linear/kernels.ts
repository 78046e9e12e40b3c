import { readFileSync } from "node:fs";
import path from "node:path";
import { assetFolder } from "../../core/assets.ts";

/** The functions of source/linear.c, which says what each does; addresses are in bytes. */
interface Exports {
  dots(
    out: number,
    a: number,
    b: number,
    rows: number,
    width: number,
    stride: number,
    from: number,
    to: number,
  ): void;
  subtract_and_sum(...of: PassArguments): void;
  subtract_and_multiply(...of: PassArguments): void;
}

type PassArguments = [
  values: number,
  n: number,
  first: number,
  end: number,
  from: number,
  a: number,
  b: number,
  c: number,
  d: number,
];

/** Compiled arithmetic on numbers that lie in a memory of its own. */
export interface LinearKernels extends Exports {
  /** Room for so many numbers, all 0; its `byteOffset` is the address. Nothing is given back: the memory goes as a whole. */
  readonly room: (length: number) => Float64Array;
}

const pageBytes = 2 ** 16;

let compiled: WebAssembly.Module | null = null;

/** The kernels with a memory for so many numbers. Throws a RangeError where there is no such memory. */
export function linearKernels(numbers: number): LinearKernels {
  compiled ??= new WebAssembly.Module(readFileSync(path.join(assetFolder("wasm"), "linear.wasm")));
  // The linker leaves room for a stack below, which nothing uses.
  const start = 2 * pageBytes;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((start + 8 * numbers) / pageBytes) });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  let next = start;
  return {
    ...(exports as unknown as Exports), // what the source has
    room(length) {
      const at = next;
      next += 8 * length;
      return new Float64Array(memory.buffer, at, length);
    },
  };
}
