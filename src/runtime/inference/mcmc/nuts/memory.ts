/** Numbers that stay taken between two paths: more are for long paths of many dimensions alone. */
const mostReused = 2 ** 20;
/** Numbers of a block from which vectors are kept. */
const blockLength = 2 ** 12;

/** Vectors for one path, which are taken again for the next: a path of a thousand steps makes thousands of them. */
export class Memory {
  readonly #length: number;
  readonly #vectors: Float64Array[] = [];
  #taken = 0;
  #block = new Float64Array(0);
  #used = 0;

  constructor(length: number) {
    this.#length = length;
  }

  /** A vector of any numbers, nobody else's until `clear`. */
  take(): Float64Array {
    const taken = this.#vectors.at(this.#taken++);
    if (taken) return taken;
    const one = new Float64Array(this.#length);
    if (this.#vectors.length * this.#length < mostReused) this.#vectors.push(one);
    return one;
  }

  /** A copy for good. It is a part of a block: short arrays with memory of their own are what the collector is slow with. */
  keep(vector: Float64Array): Float64Array {
    if (this.#used + this.#length > this.#block.length) {
      this.#block = new Float64Array(Math.max(blockLength, this.#length));
      this.#used = 0;
    }
    const copy = this.#block.subarray(this.#used, (this.#used += this.#length));
    copy.set(vector);
    return copy;
  }

  /** All that was taken is free again. */
  clear(): void {
    this.#taken = 0;
  }
}
