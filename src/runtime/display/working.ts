import type { MimeBundle } from "../../protocol/host.ts";
import { host } from "../core/host.ts";
import { output } from "./output.ts";
import { picture } from "./progress.ts";

/** An output that says how far some work is until its result takes its place. */
export interface Working {
  step(steps?: number): void;
  done(result: MimeBundle): void;
}

/** Milliseconds between two drawings. */
const pace = 100;

/** Opens such an output under the running cell. Without a notebook only the result's text is printed. */
export function working(title: string, total: number): Working {
  const shown = host();
  if (!shown) return { step: () => undefined, done: output };
  const startedAt = performance.now();
  let done = 0;
  let drawnAt = startedAt;
  const bar = (): MimeBundle =>
    picture({ title, done, total, note: "", seconds: (performance.now() - startedAt) / 1000 });
  const id = shown.display(bar());
  return {
    step(steps = 1) {
      done += steps;
      if (performance.now() - drawnAt < pace) return;
      drawnAt = performance.now();
      shown.update(id, bar());
    },
    done: (result) => shown.update(id, result),
  };
}
