/** Numbers that stay taken between two paths: more are for long paths of many dimensions alone. */
const mostKept = 2 ** 20;

/** Vectors for one path, which are taken again for the next: a path of a thousand steps makes thousands of them. */
export class Memory {
  readonly #length: number;
  readonly #vectors: Float64Array[] = [];
  #taken = 0;

  constructor(length: number) {
    this.#length = length;
  }

  /** A vector of any numbers, nobody else's until `clear`. */
  take(): Float64Array {
    const kept = this.#vectors.at(this.#taken++);
    if (kept) return kept;
    const one = new Float64Array(this.#length);
    if (this.#vectors.length * this.#length < mostKept) this.#vectors.push(one);
    return one;
  }

  /** All are free again. */
  clear(): void {
    this.#taken = 0;
  }
}
