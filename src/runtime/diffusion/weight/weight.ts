import type { Instant } from "../instant.ts";

/** How much an example's error counts in the loss, by where it is on the schedule. */
export interface Weight {
  readonly name: string;
  /**
   * Whose error it multiplies. An error of "x0" or "eps" stays the same error whatever the network predicts: the loss
   * turns the output's into it. "output" is that of whatever the network predicts.
   */
  readonly of: "x0" | "eps" | "output";
  readonly at: (instant: Instant) => number;
}

/** A weight of one's own. Throws a TypeError where a part is missing or `of` is none of the three errors. */
export function weight({ name, of, at }: Weight): Weight {
  if (!["x0", "eps", "output"].includes(of)) {
    throw new TypeError(`Weight "${name}" is of an error of "x0", "eps" or "output", not of "${of}"`);
  }
  if (typeof (at as unknown) !== "function") {
    throw new TypeError(`Weight "${name}" needs a function at({ t, snr, ... }) that returns a number`);
  }
  return { name, of, at };
}

/** The weight at an instant; throws a RangeError that names it unless that is a number from 0 up. */
export function weightAt({ name, at }: Weight, instant: Instant): number {
  const value = at(instant);
  if (value >= 0 && value < Infinity) return value;
  throw new RangeError(
    `Weight "${name}" is ${value} at t = ${instant.t} (snr ${instant.snr}): it must be finite and not below 0`,
  );
}
