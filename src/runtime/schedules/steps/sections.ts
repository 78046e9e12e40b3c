import { expectInteger } from "../../core/shape.ts";
import { roundHalfEven } from "./round.ts";

/**
 * How many steps to keep: one number of them; one for each of equally long sections ([10, 15, 20] or "10,15,20", from
 * the least noisy); or "ddimN", N steps of one whole stride from 0. The forms of guided-diffusion.
 */
export type Sections = number | readonly number[] | string;

/**
 * The rising timesteps among 0 .. total - 1 that these sections keep, each section from its first to its last. Throws
 * a RangeError where a section is asked for more steps than it has, or no whole stride gives N.
 */
export function sectionTimesteps(total: number, sections: Sections): number[] {
  expectInteger("total", total, 1);
  if (typeof sections === "string" && sections.startsWith("ddim")) {
    return strided(total, Number(sections.slice("ddim".length)));
  }
  const counts = countsOf(sections);
  const kept: number[] = [];
  let first = 0;
  counts.forEach((count, i) => {
    const size = Math.floor(total / counts.length) + (i < total % counts.length ? 1 : 0);
    expectInteger(`The count of section ${i}`, count, 0);
    if (count > size) {
      throw new RangeError(`Section ${i} has ${size} of ${total} steps and cannot keep ${count} of them`);
    }
    const stride = count > 1 ? (size - 1) / (count - 1) : 1;
    // Added up rather than multiplied: its rounding decides which step a half goes to.
    for (let k = 0, at = 0; k < count; k++, at += stride) kept.push(first + roundHalfEven(at));
    first += size;
  });
  if (!kept.length) throw new RangeError("These sections keep no step at all: ask for at least one");
  return kept;
}

function countsOf(sections: Sections): readonly number[] {
  if (typeof sections === "number") return [sections];
  if (typeof sections !== "string") return sections;
  if (/^\s*\d+\s*(,\s*\d+\s*)*$/.test(sections)) return sections.split(",").map(Number);
  throw new RangeError(`"${sections}" says no sections: write counts as "10,15,20", or "ddim25"`);
}

function strided(total: number, count: number): number[] {
  expectInteger("N of ddimN", count, 1);
  for (let stride = 1; stride <= total; stride++) {
    if (Math.ceil(total / stride) === count) return Array.from({ length: count }, (_, i) => i * stride);
  }
  throw new RangeError(`No whole stride takes ${count} of ${total} steps: choose another N for ddimN`);
}
