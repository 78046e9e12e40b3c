import { sameDensity, type DensityTrace } from "./trace.ts";

/** After so many calls a function is carried out once as it is, and must still do the same. */
const trusted = 1024;

/** Code of a function that was seen twice to do the same, and that is looked at now and then. */
export class Watched<C> {
  readonly #emit: (trace: DensityTrace) => C;
  readonly #told: (reason: string) => void;
  #seen: DensityTrace | null = null;
  #code: C | null = null;
  #off: string | null = process.env["NOISEBOOK_COMPILE"] === "off" ? "NOISEBOOK_COMPILE is off" : null;
  #calls = 0;

  /** `told` hears why it will not be code any more. */
  constructor(emit: (trace: DensityTrace) => C, told: (reason: string) => void) {
    this.#emit = emit;
    this.#told = told;
  }

  /** Why it runs as it is for good, in words; null where it does not. */
  get off(): string | null {
    return this.#off;
  }
  get operations(): number | null {
    return this.#code && this.#seen ? this.#seen.entries.length : null;
  }

  /** The code for one call: null where it is to be carried out as it is. */
  next(): C | null {
    return this.#code && ++this.#calls % trusted !== 0 ? this.#code : null;
  }

  /** Hears what it did where it was carried out. */
  saw(trace: DensityTrace | string): void {
    if (typeof trace === "string") this.#giveUp(trace);
    else if (!this.#seen) this.#seen = trace;
    else if (sameDensity(this.#seen, trace)) this.#code ??= this.#emit(trace);
    else this.#giveUp("it does something else than before: numbers in it change from call to call");
  }

  #giveUp(reason: string): void {
    this.#off = reason;
    this.#code = null;
    this.#told(reason);
  }
}
