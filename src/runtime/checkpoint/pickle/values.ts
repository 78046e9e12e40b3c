// What a pickle can hold here. None of it can do anything.

/** A class or function that the pickle names: the name and no more. */
export class Named {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export class Tuple {
  readonly items: readonly Pickled[];
  constructor(items: readonly Pickled[]) {
    this.items = items;
  }
}

export class List {
  readonly items: Pickled[] = [];
}

export class Dict {
  readonly entries = new Map<Pickled, Pickled>();
}

/** What the reader's owner makes of a call or of a persistent id. */
export abstract class Made {
  /** What it is, for an error: "a tensor". */
  abstract readonly what: string;
}

export type Pickled = null | boolean | number | bigint | string | Named | Tuple | List | Dict | Made;

/** What a value is, for an error. */
export function described(value: Pickled): string {
  if (value instanceof Named) return `the name ${value.name}`;
  if (value instanceof Tuple) return `a tuple of ${value.items.length}`;
  if (value instanceof List) return `a list of ${value.items.length}`;
  if (value instanceof Dict) return `a dict of ${value.entries.size}`;
  if (value instanceof Made) return value.what;
  if (typeof value === "string") return `the text ${JSON.stringify(value.slice(0, 40))}`;
  return value === null ? "None" : String(value);
}
