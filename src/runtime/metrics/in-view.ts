import { signalFor } from "../core/turn.ts";
import { workBar } from "../display/work-bar.ts";
import { inSlices, type Work } from "./work.ts";

/** Does long arithmetic on this thread in slices, under a progress bar where it takes long. */
export async function inView<T>(
  title: string,
  multiplications: number,
  work: Work<T>,
  given: AbortSignal | undefined,
): Promise<T> {
  const signal = signalFor(given);
  const { step, fill, end } = bar(title, multiplications);
  try {
    const result = await inSlices(work, signal, step);
    fill();
    return result;
  } finally {
    end();
  }
}

/** A bar that counts millions of multiplications, of about so many. */
export function bar(title: string, multiplications: number) {
  const total = Math.ceil(multiplications / 1e6);
  const shown = workBar(total, title);
  let left = 0;
  let told = 0;
  return {
    step: (more: number): void => {
      left += more / 1e6;
      // Never beyond the end, where the estimate was too low.
      const whole = Math.min(Math.floor(left), total - told);
      if (whole <= 0) return;
      left -= whole;
      told += whole;
      shown.step(whole);
    },
    /** The work is done, whatever was estimated. */
    fill: (): void => shown.step(total - told),
    end: (): void => shown.end(),
  };
}
