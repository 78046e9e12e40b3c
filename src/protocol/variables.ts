import type { Glance } from "./glance.ts";
import type { MimeBundle } from "./host.ts";
import type { CellPlace } from "./messages.ts";

/** What sort of value a name stands for: it decides the picture beside it. */
export type VariableKind =
  "numbers" | "model" | "function" | "class" | "number" | "text" | "flag" | "list" | "object" | "nothing";

/** Numbers of a shape: a tensor, a typed array, a nested array. */
export interface NumbersAbout {
  dtype: string;
  shape: number[];
  bytes: number;
  /** The backend that holds them; "memory" for what is no tensor. */
  where: string;
  /** What they are like; null where nobody has looked yet, since they are many. */
  glance: Glance | null;
}

/** Of a value what can be said without running anything of its own. */
export interface Described {
  kind: VariableKind;
  /** In a few words what it is, without what `numbers` says. */
  words: string;
  numbers: NumbersAbout | null;
  /** What the tensors of a model take. */
  bytes: number | null;
  /** A tensor that was freed. */
  disposed: boolean;
  /** How many parts can be listed. */
  parts: number;
  /** Whether it has a viewer. */
  viewable: boolean;
}

/** A value of which the words say all. */
export const described = (kind: VariableKind, words: string, parts = 0): Described => ({
  kind,
  words,
  numbers: null,
  bytes: null,
  disposed: false,
  parts,
  viewable: false,
});

/** A name of a session, or a part of a value, at a look. */
export interface Variable extends Described {
  name: string;
  /** The cell that declared it last; null for a part, and where no cell is known. */
  cell: CellPlace | null;
}

/** Tensors that the names of a session reach. */
export interface Held {
  tensors: number;
  bytes: number;
  largest: { path: string[]; shape: number[]; bytes: number } | null;
}

export interface VariablesReply {
  status: "ok";
  /** A cell runs: nothing was looked at. */
  busy: boolean;
  /** From the one that was asked for; at most `mostVariables`, of parts `mostParts`. */
  variables: Variable[];
  /** How many there are in all. */
  total: number;
  /** Of the whole session; null in an answer about parts, and where no tensor was made. */
  held: Held | null;
}

export interface VariableReply {
  status: "ok";
  busy: boolean;
  /** Null where there is no such name or part. */
  variable: Variable | null;
  /** What its viewer shows, where that was asked for and is not known. */
  data: MimeBundle | null;
  /** Another for another tensor; null where a change cannot be told by it. */
  version: string | null;
}

/** Names of one answer, and parts of a value. */
export const mostVariables = 500;
export const mostParts = 50;
/** Bars of a histogram of 16 pixels, and of one that is looked at. */
export const barsOf = { icon: 7, hover: 36 } as const;

/** How the kernel asks the runtime about values that the runtime alone knows. */
export interface ValueDescriber {
  /** Null for a value that is not the runtime's. Reads numbers only as far as the budget goes. */
  describe(value: unknown, budget: Budget): Promise<Described | null>;
  /** The same of numbers with all that can be said, however many: for one value that a person points at. */
  describeWhole(value: unknown): Promise<Described | null>;
  /** The parts of a value of the runtime's by name; null for any other. */
  parts(value: unknown): [name: string, value: unknown][] | null;
  /** Whether it is a tensor that is alive, and what it takes; null where not. */
  tensor(value: unknown): { shape: number[]; bytes: number } | null;
  /** Another for another tensor, and for a variable that was assigned; null for any other value. */
  version(value: unknown): string | null;
  /** Whether a value has its own way to be shown. Runs nothing of it. */
  showsItself(value: unknown): boolean;
  /** How a value is shown; null where it has no viewer. This may run what it shows itself by. */
  bundle(value: unknown, name: string): Promise<MimeBundle | null>;
  /** Frees a tensor, or the tensors of a model; whether it was one. */
  dispose(value: unknown): boolean;
}

/** Numbers that may still be read for one answer, and for one value of it. */
export interface Budget {
  left: number;
  readonly each: number;
}
