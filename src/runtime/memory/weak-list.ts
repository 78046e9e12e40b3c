import { inspect } from "node:util";

/**
 * Knows which of its items still exist, and keeps none of them alive. Right after a full garbage collection these are
 * the items that something can reach.
 *
 * A `WeakRef` or a `FinalizationRegistry` cannot say this within a job: the first holds its target and the second waits
 * until the job ends, and a training loop may be one job. A `WeakSet` is emptied by the collection itself, and Node's
 * `inspect` shows what is left in one (`showHidden`).
 */
export class WeakList<Item extends object> {
  readonly #marks = new WeakSet<Mark<Item>>();

  /** Takes in an item; once more changes nothing. */
  add(item: Item): void {
    if (!Marked.has(item)) new Marked(item, this.#mark(item));
  }

  #mark(item: Item): Mark<Item> {
    const mark = new Mark(item);
    this.#marks.add(mark);
    return mark;
  }

  /** The items that exist. */
  items(): Item[] {
    const seen: Item[] = [];
    visiting = (item) => seen.push(item as Item); // this list's marks are of its items
    try {
      inspect(this.#marks, { showHidden: true, maxArrayLength: Infinity });
    } finally {
      visiting = ignore;
    }
    return seen;
  }
}

const ignore = (): void => undefined;
let visiting: (item: object) => void = ignore;

/**
 * Stands for an item in the set and is held by nothing but it, so that both go together. Its own class, because only
 * there is it sure that no one else says how it is inspected.
 */
class Mark<Item extends object> {
  readonly item: Item;

  constructor(item: Item) {
    this.item = item;
  }

  [inspect.custom](): string {
    visiting(this.item);
    return "";
  }
}

// A constructor that returns an object makes it the one that a subclass puts its fields on.
const Foreign = function (item: object) {
  return item;
} as unknown as new (item: object) => object;

/** Puts a mark on an object as a private field, which nothing else can see. */
class Marked extends Foreign {
  // Read by no one: it is there to be held.
  readonly #mark: object;

  constructor(item: object, mark: object) {
    super(item);
    this.#mark = mark;
  }

  static has(item: object): boolean {
    return #mark in item;
  }
}
