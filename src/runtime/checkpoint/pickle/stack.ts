import { Misused } from "./misused.ts";
import { Dict, List, described, type Pickled } from "./values.ts";

const mark = Symbol("mark");

/** What an unfinished pickle holds. */
export class Stack {
  readonly #items: (Pickled | typeof mark)[] = [];

  push(value: Pickled): void {
    this.#items.push(value);
  }

  mark(): void {
    this.#items.push(mark);
  }

  pop(): Pickled {
    const value = this.#items.pop();
    if (value === undefined || value === mark) throw new Misused("takes a value where none is");
    return value;
  }

  top(): Pickled {
    const value = this.#items.at(-1);
    if (value === undefined || value === mark) throw new Misused("refers to a value where none is");
    return value;
  }

  list(): List {
    const value = this.top();
    if (!(value instanceof List)) throw new Misused(`appends to ${described(value)}`);
    return value;
  }

  dict(): Dict {
    const value = this.top();
    if (!(value instanceof Dict)) throw new Misused(`puts entries into ${described(value)}`);
    return value;
  }

  /** Takes off the last `count` values. */
  last(count: number): Pickled[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  /** Takes off all values down to the last mark, and the mark. */
  toMark(): Pickled[] {
    const values: Pickled[] = [];
    for (;;) {
      const value = this.#items.pop();
      if (value === undefined) throw new Misused("ends a group that was never begun");
      if (value === mark) return values.reverse();
      values.push(value);
    }
  }

  /** The value that is left when all is done. */
  only(): Pickled {
    const value = this.pop();
    if (this.#items.length > 0) throw new Misused(`ends with ${this.#items.length} values left over`);
    return value;
  }
}
