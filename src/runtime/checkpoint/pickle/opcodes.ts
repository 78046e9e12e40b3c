// The instructions of pickles that are carried out, of protocols 2 to 5, and the names of those that are not.
import { Misused } from "./misused.ts";
import type { Reading } from "./unpickle.ts";
import { Dict, List, Named, Tuple, described, type Pickled } from "./values.ts";

type Instruction = (reading: Reading) => void;

const push =
  (value: (reading: Reading) => Pickled): Instruction =>
  (reading) =>
    reading.stack.push(value(reading));

const remember = ({ memo, stack }: Reading, index: number) => void memo.set(index, stack.top());

function remembered({ memo }: Reading, index: number): Pickled {
  const value = memo.get(index);
  if (value === undefined) throw new Misused(`refers to its value ${index}, which it has not kept`);
  return value;
}

function append(items: readonly Pickled[], list: List): void {
  for (const item of items) list.items.push(item);
}

function put(items: readonly Pickled[], { entries }: Dict): void {
  if (items.length % 2) throw new Misused("has a key without a value");
  for (let i = 0; i < items.length; i += 2) entries.set(items[i], items[i + 1]);
}

function global({ stack, rules }: Reading, module: Pickled, name: Pickled): void {
  if (typeof module !== "string" || typeof name !== "string") {
    throw new Misused(`names ${described(name)} of ${described(module)}`);
  }
  stack.push(rules.named(`${module}.${name}`));
}

function reduce({ stack, rules }: Reading): void {
  const [callee, args] = stack.last(2);
  if (!(callee instanceof Named) || !(args instanceof Tuple)) {
    throw new Misused(`calls ${described(callee)} with ${described(args)}`);
  }
  stack.push(rules.called(callee, args));
}

function build({ stack, rules }: Reading): void {
  const state = stack.pop();
  rules.attributes(stack.top(), state);
}

function protocol({ cursor }: Reading): void {
  const version = cursor.u8();
  if (version < 2 || version > 5) throw new Misused(`is of protocol ${version}, not of 2 to 5`);
}

export const opcodes: ReadonlyMap<number, Instruction> = new Map<number, Instruction>([
  [0x80, protocol],
  [0x95, ({ cursor }) => void cursor.u64()], // FRAME: how many bytes follow, for who reads a stream

  [0x4e, push(() => null)], // NONE
  [0x88, push(() => true)], // NEWTRUE
  [0x89, push(() => false)], // NEWFALSE
  [0x4a, push(({ cursor }) => cursor.i32())], // BININT
  [0x4b, push(({ cursor }) => cursor.u8())], // BININT1
  [0x4d, push(({ cursor }) => cursor.u16())], // BININT2
  [0x8a, push(({ cursor }) => cursor.integer(cursor.u8()))], // LONG1
  [0x47, push(({ cursor }) => cursor.f64())], // BINFLOAT

  [0x58, push(({ cursor }) => cursor.text(cursor.u32()))], // BINUNICODE
  [0x8c, push(({ cursor }) => cursor.text(cursor.u8()))], // SHORT_BINUNICODE
  [0x8d, push(({ cursor }) => cursor.text(cursor.u64()))], // BINUNICODE8
  [0x54, push(({ cursor }) => cursor.text(cursor.u32()))], // BINSTRING, of Python 2
  [0x55, push(({ cursor }) => cursor.text(cursor.u8()))], // SHORT_BINSTRING, of Python 2

  [0x28, ({ stack }) => stack.mark()], // MARK
  [0x29, push(() => new Tuple([]))], // EMPTY_TUPLE
  [0x85, push(({ stack }) => new Tuple(stack.last(1)))], // TUPLE1
  [0x86, push(({ stack }) => new Tuple(stack.last(2)))], // TUPLE2
  [0x87, push(({ stack }) => new Tuple(stack.last(3)))], // TUPLE3
  [0x74, push(({ stack }) => new Tuple(stack.toMark()))], // TUPLE
  [0x5d, push(() => new List())], // EMPTY_LIST
  [0x7d, push(() => new Dict())], // EMPTY_DICT
  [0x61, ({ stack }) => append(stack.last(1), stack.list())], // APPEND
  [0x65, ({ stack }) => append(stack.toMark(), stack.list())], // APPENDS
  [0x73, ({ stack }) => put(stack.last(2), stack.dict())], // SETITEM
  [0x75, ({ stack }) => put(stack.toMark(), stack.dict())], // SETITEMS

  [0x71, (reading) => remember(reading, reading.cursor.u8())], // BINPUT
  [0x72, (reading) => remember(reading, reading.cursor.u32())], // LONG_BINPUT
  [0x94, (reading) => remember(reading, reading.memo.size)], // MEMOIZE
  [0x68, push((reading) => remembered(reading, reading.cursor.u8()))], // BINGET
  [0x6a, push((reading) => remembered(reading, reading.cursor.u32()))], // LONG_BINGET

  [0x63, (reading) => global(reading, reading.cursor.line(), reading.cursor.line())], // GLOBAL
  [
    0x93, // STACK_GLOBAL
    (reading) => {
      const [module, name] = reading.stack.last(2);
      global(reading, module, name);
    },
  ],
  [0x51, push(({ stack, rules }) => rules.persistent(stack.pop()))], // BINPERSID
  [0x52, reduce], // REDUCE
  [0x62, build], // BUILD
]);

/** Those that make or fetch objects by other ways: named in the error, since a pickle that has them means to run code. */
const others: Readonly<Record<number, string>> = {
  0x69: "INST",
  0x6f: "OBJ",
  0x81: "NEWOBJ",
  0x92: "NEWOBJ_EX",
  0x82: "EXT1",
  0x83: "EXT2",
  0x84: "EXT4",
  0x50: "PERSID",
};

/** Why an instruction is not carried out. */
export function refusal(code: number): string {
  const name = others[code] as string | undefined;
  const hex = `0x${code.toString(16).padStart(2, "0")}`;
  return name
    ? `has the instruction ${name}, which would make an object: weights have none`
    : `has ${hex}, which is no instruction that weights are written with`;
}
