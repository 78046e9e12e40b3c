/** Signatures seen before: whoever has recorded a message cannot have it carried out a second time. */
export class Replays {
  readonly #most: number;
  #recent = new Set<string>();
  #older = new Set<string>();

  constructor(most = 65_536) {
    this.#most = most;
  }

  /** Whether this signature comes for the first time among the latest. */
  isNew(signature: string): boolean {
    if (this.#recent.has(signature) || this.#older.has(signature)) return false;
    this.#recent.add(signature);
    // Half is forgotten at once, so that nothing is sorted by age.
    if (this.#recent.size >= this.#most / 2) {
      this.#older = this.#recent;
      this.#recent = new Set();
    }
    return true;
  }
}
