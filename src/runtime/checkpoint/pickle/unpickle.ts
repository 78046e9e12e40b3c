// A reader of Python's pickles that executes nothing. It knows the instructions that texts, numbers, lists, dicts and
// tuples are written with; what a pickle names or calls is for `PickleRules` to allow, one by one.
import { Cursor } from "./cursor.ts";
import { Misused } from "./misused.ts";
import { opcodes, refusal } from "./opcodes.ts";
import { Stack } from "./stack.ts";
import type { Named, Pickled, Tuple } from "./values.ts";

/** What a pickle may ask for beyond plain data. Each throws a RangeError for what it does not allow. */
export interface PickleRules {
  /** A class or a function by its name; the name is all that becomes of it. */
  readonly named: (name: string) => Named;
  /** What a call of that name stands for. */
  readonly called: (callee: Named, args: Tuple) => Pickled;
  /** What is kept outside of the pickle under that id. */
  readonly persistent: (id: Pickled) => Pickled;
  /** An object is given attributes, which are passed over where that is allowed. */
  readonly attributes: (object: Pickled, state: Pickled) => void;
}

/** A pickle that is being read. */
export interface Reading {
  readonly cursor: Cursor;
  readonly stack: Stack;
  readonly memo: Map<number, Pickled>;
  readonly rules: PickleRules;
}

const stop = 0x2e;

/**
 * The value of the pickle that these bytes begin with, and how many of them it takes. Throws a RangeError for an
 * instruction that is not known and for what the rules refuse, a CutShort where the bytes end first. Work and memory are
 * bounded by the number of bytes: nothing is copied, and what is shared stays shared.
 */
export function unpickle(bytes: Uint8Array, rules: PickleRules): { value: Pickled; length: number } {
  const reading: Reading = { cursor: new Cursor(bytes), stack: new Stack(), memo: new Map(), rules };
  const { cursor, stack } = reading;
  for (;;) {
    const at = cursor.at;
    try {
      const code = cursor.u8();
      if (code === stop) return { value: stack.only(), length: cursor.at };
      const instruction = opcodes.get(code);
      if (!instruction) throw new Misused(refusal(code));
      instruction(reading);
    } catch (cause) {
      if (!(cause instanceof Misused)) throw cause;
      throw new RangeError(`its pickle ${cause.message}, at byte ${at}`, { cause });
    }
  }
}
