import type { Instruction, Run, SimdOperation } from "./elementwise.ts";
import { f32, moduleOf, op, simd, type } from "./wasm-bytes.ts";

/** What a chain computes of its operands, whatever their sizes. */
export interface ChainProgram {
  readonly operands: readonly Run[];
  /** Operations in their order; an operand below `operands.length` is one of those, one from there on an operation's result. */
  readonly operations: readonly (readonly Instruction[])[];
  /** Operations whose results are stored. */
  readonly stored: readonly number[];
}

/**
 * Of how many rows, how many numbers in each, and then the addresses of operands and of results. A result may lie where an operand
 * that runs along with it does: at each place all is read before anything is written.
 */
export type ChainFunction = (rows: number, inner: number, ...addresses: number[]) => void;

const codes: Readonly<Record<SimdOperation, number>> = {
  bitselect: 82,
  eq: 65,
  gt: 68,
  abs: 224,
  neg: 225,
  sqrt: 227,
  add: 228,
  sub: 229,
  mul: 230,
  div: 231,
  pmin: 234,
  pmax: 235,
};

const memory = { load: 0, loadOneForAll: 9, store: 11, constant: 12, storeOne: 90, loadOne: 92 };
/** Addresses are those of single floats. */
const place = [2, 0];

const compiled = new WeakMap<WebAssembly.Memory, Map<string, ChainFunction>>();

/** The function that runs such a chain in this memory: chains of the same text share one. */
export function chainFunction(program: ChainProgram, on: WebAssembly.Memory): ChainFunction {
  let known = compiled.get(on);
  if (!known) compiled.set(on, (known = new Map<string, ChainFunction>()));
  const text = JSON.stringify(program, exactly);
  let run = known.get(text);
  if (!run) {
    const module = new WebAssembly.Module(chainBytes(program));
    run = new WebAssembly.Instance(module, { env: { memory: on } }).exports["run"] as ChainFunction;
    known.set(text, run);
  }
  return run;
}

/** JSON knows neither infinities nor the sign of zero, by which constants differ. */
const exactly = (_: string, x: unknown): unknown =>
  typeof x === "number" && (!Number.isFinite(x) || Object.is(x, -0)) ? `${1 / x} ${x}` : x;

/** Four numbers at a time, then those that are left of a row one by one, with the same instructions. */
export function chainBytes({ operands, operations, stored }: ChainProgram): Uint8Array<ArrayBuffer> {
  const [rows, inner, first] = [0, 1, 2];
  const params = first + operands.length + stored.length;
  /** Bytes from an operand's beginning, bytes from that of a row, numbers left in a row; then values. */
  const [at, within, left, values] = [0, 1, 2, 3].map((i) => params + i);

  const addressOf = (pointer: number, offset: number): number[] => [
    ...op.get(first + pointer),
    ...op.get(offset),
    ...op.add,
  ];
  const loads = (load: number): number[] =>
    operands.flatMap((run, i) =>
      run === "one"
        ? []
        : [...addressOf(i, run === "row" ? within : at), ...simd(load, ...place), ...op.set(values + i)],
    );
  const stores = (store: number, ...lane: number[]): number[] =>
    stored.flatMap((operation, i) => [
      ...addressOf(operands.length + i, at),
      ...op.get(values + operands.length + operation),
      ...simd(store, ...place, ...lane),
    ]);
  const computed = operations.flatMap((instructions, i) => [
    ...instructions.flatMap((one) =>
      typeof one === "string"
        ? simd(codes[one])
        : "operand" in one
          ? op.get(values + one.operand)
          : simd(memory.constant, ...[1, 2, 3, 4].flatMap(() => f32(one.all))),
    ),
    ...op.set(values + operands.length + i),
  ]);
  const ones = operands.flatMap((run, i) =>
    run === "one"
      ? [...op.get(first + i), ...simd(memory.loadOneForAll, ...place), ...op.set(values + i)]
      : [],
  );
  const plus = (local: number, bytes: number): number[] => [...op.get(local), ...op.i32(bytes), ...op.add, ...op.set(local)]; // prettier-ignore
  const minus = (local: number, count: number): number[] => [...op.get(local), ...op.i32(count), ...op.sub, ...op.set(local)]; // prettier-ignore
  const taking = (count: number, ended: number[], body: number[]): number[] =>
    op.block(
      op.loop(
        [...op.get(left), ...ended, ...op.brIf(1)],
        body,
        [...plus(at, 4 * count), ...plus(within, 4 * count), ...minus(left, count)],
        op.br(0),
      ),
    );
  const rowsDone = op.block(
    op.loop(
      [...op.get(rows), ...op.isZero, ...op.brIf(1)],
      [...op.i32(0), ...op.set(within), ...op.get(inner), ...op.set(left)],
      taking(4, [...op.i32(4), ...op.isLessUnsigned], [...loads(memory.load), ...computed, ...stores(memory.store)]), // prettier-ignore
      taking(1, op.isZero, [...loads(memory.loadOne), ...computed, ...stores(memory.storeOne, 0)]),
      minus(rows, 1),
      op.br(0),
    ),
  );
  const locals = [[3, type.i32], [operands.length + operations.length, type.v128]] as const; // prettier-ignore
  return moduleOf(params, locals, [...ones, ...rowsDone]);
}
