import { sameDensity, type DensityTrace } from "./trace.ts";
import { stretchNow } from "./undisturbed.ts";

/** After so many calls of a stretch a function is carried out once as it is, and must still do the same. */
const trusted = 1024;
/** A function that has changed so often is not looked at any more. */
const patience = 6;

/** Code of a function that was seen twice to do the same. It is good for one stretch: each looks first. */
export class Watched<C> {
  readonly #emit: (trace: DensityTrace) => C;
  readonly #told: (reason: string) => void;
  #seen: DensityTrace | null = null;
  #code: C | null = null;
  #off: string | null = process.env["NOISEBOOK_COMPILE"] === "off" ? "NOISEBOOK_COMPILE is off" : null;
  #looked: number | null = null;
  #calls = 0;
  #changes = 0;

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
  /** Whether what it does is to be written down: in a loop that may need the code. */
  get looks(): boolean {
    return this.#off === null && stretchNow() !== null;
  }

  /** The code for one call: null where it is to be carried out as it is. */
  next(): C | null {
    const now = stretchNow();
    if (now === null || this.#code === null || this.#looked !== now) return null;
    return ++this.#calls % trusted === 0 ? null : this.#code;
  }

  /** Hears what it did where it was carried out in a stretch. */
  saw(trace: DensityTrace | string): void {
    this.#looked = stretchNow();
    if (typeof trace === "string") {
      this.#giveUp(trace);
    } else if (this.#seen && sameDensity(this.#seen, trace)) {
      this.#changes = 0;
      this.#code ??= this.#emit(trace);
    } else if (this.#seen && ++this.#changes >= patience) {
      this.#giveUp("it does something else than before: numbers in it change from call to call");
    } else {
      // It may have other data than in an earlier run: then that is learned anew.
      this.#seen = trace;
      this.#code = null;
    }
  }

  #giveUp(reason: string): void {
    this.#off = reason;
    this.#code = null;
    this.#told(reason);
  }
}
