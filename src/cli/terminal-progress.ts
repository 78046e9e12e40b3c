import pc from "picocolors";
import { bar } from "./bar.ts";
import { clock } from "./clock.ts";
import type { Progress } from "./progress.ts";
import { Work, type Step } from "./work.ts";

/** Where progress is written: standard output, which is a terminal, a pipe or a file. */
interface Terminal {
  /** Absent where it is no terminal. */
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** One line a cell. In a terminal the running cell's line says how far its training or sampler is. */
export function terminalProgress(out: Terminal, { colour }: { colour: boolean }): Progress {
  const live = out.isTTY ?? false;
  // Told, not asked: picocolors would colour a pipe too where CI is set.
  const { dim, green, red, cyan } = pc.createColors(live && colour);
  let total = 0;
  let title = "";
  let startedAt = 0;
  let runAt = 0;
  let work = new Work();
  let step: Step | null = null;
  let timer: NodeJS.Timeout | null = null;

  const elapsed = (since: number): string => clock(performance.now() - since);
  const draw = (): void => {
    const done = step && bar(step.step / step.steps, 20);
    const words = step ? `${describe(step)}, ${elapsed(startedAt)}` : elapsed(startedAt);
    // A line that wraps cannot be drawn over, so the title gives way.
    const room = (out.columns || 80) - words.length - (done ? 22 : 0) - 6;
    out.write(
      `\r\x1b[2K  ${title.slice(0, Math.max(0, room))}  ${done ? `${cyan(done)}  ` : ""}${dim(words)}`,
    );
  };

  return {
    begin(cells) {
      total = cells;
      runAt = performance.now();
    },
    cellBegins({ order, source }) {
      const width = Math.max(20, (out.columns || 100) - 40);
      const code = source.split("\n").find((text) => text.trim() && !text.trim().startsWith("//")) ?? "";
      title = `[${String(order + 1).padStart(String(total).length)}/${total}] ${code.trim().slice(0, width)}`;
      work = new Work();
      step = null;
      startedAt = performance.now();
      if (live) timer = setInterval(draw, 250);
    },
    output(message) {
      step = work.hear(message) ?? step;
    },
    cellEnds(error) {
      if (timer) clearInterval(timer);
      timer = null;
      if (live) out.write("\r\x1b[2K");
      out.write(`${error ? red("✗") : green("✓")} ${title}  ${dim(elapsed(startedAt))}\n`);
    },
    note(text) {
      out.write(`${text}\n`);
    },
    end({ result, out: file }) {
      if (result === "ok") out.write(`${total} ${total === 1 ? "cell" : "cells"} in ${elapsed(runAt)}\n`);
      if (file) out.write(`Written to ${file}\n`);
    },
  };
}

function describe({ step, steps, loss, t }: Step): string {
  const done = `${step.toLocaleString("en")}/${steps.toLocaleString("en")}`;
  if (loss !== undefined) return `${done}, loss ${loss.toPrecision(3)}`;
  return t === undefined ? done : `${done}, t ${t}`;
}
