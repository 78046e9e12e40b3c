import { signalFor } from "../core/turn.ts";
import { progress } from "../display/index.ts";
import { inSlices, type Work } from "./work.ts";

/** Multiplications that stay below this are done before a bar could be seen. */
const worthABar = 1e8;

/** Does long arithmetic on this thread in slices, under a progress bar where it takes long. */
export async function inView<T>(
  title: string,
  multiplications: number,
  work: Work<T>,
  given: AbortSignal | undefined,
): Promise<T> {
  const signal = signalFor(given);
  if (multiplications < worthABar) return inSlices(work, signal);
  const { step, end } = bar(title, multiplications);
  try {
    return await inSlices(work, signal, step);
  } finally {
    end();
  }
}

/** A bar that counts millions of multiplications. */
export function bar(title: string, multiplications: number) {
  const shown = progress(Math.ceil(multiplications / 1e6), { title });
  let left = 0;
  return {
    step: (more: number): void => {
      left += more / 1e6;
      const whole = Math.floor(left);
      if (whole === 0) return;
      left -= whole;
      shown.step(whole);
    },
    end: (): void => shown.end(),
  };
}
