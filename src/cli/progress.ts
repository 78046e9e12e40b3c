import pc from "picocolors";
import * as v from "valibot";
import type { CellOutput } from "../client/index.ts";
import { TrainingChunk, TrajectoryChunk } from "../protocol/index.ts";
import { clock } from "./clock.ts";

export interface Progress {
  begin(cells: number): void;
  cellBegins(order: number, source: string): void;
  output(message: CellOutput): void;
  cellEnds(ok: boolean): void;
  end(): void;
  note(text: string): void;
}

/** Where progress is written: standard output, which is a terminal, a pipe or a file. */
interface Terminal {
  /** Absent where it is no terminal. */
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** One line a cell. In a terminal the running cell's line says how far its training or sampler is. */
export function terminalProgress(out: Terminal): Progress {
  const live = out.isTTY ?? false;
  // Told, not asked: picocolors would colour a pipe too where CI is set.
  const { dim, green, red } = pc.createColors(live);
  let total = 0;
  let title = "";
  let startedAt = 0;
  let runAt = 0;
  let doing = "";
  let timer: NodeJS.Timeout | null = null;

  const line = (mark: string): string => {
    const seconds = clock(performance.now() - startedAt);
    const text = `${mark} ${title}  ${dim(doing ? `${seconds}, ${doing}` : seconds)}`;
    return text;
  };
  const draw = (): void => {
    out.write(`\r\x1b[2K${line(" ")}`);
  };

  return {
    begin(cells) {
      total = cells;
      runAt = performance.now();
    },
    cellBegins(order, source) {
      const width = Math.max(20, (out.columns ?? 100) - 40);
      const code = source.split("\n").find((text) => text.trim() && !text.trim().startsWith("//")) ?? "";
      title = `[${String(order + 1).padStart(String(total).length)}/${total}] ${code.trim().slice(0, width)}`;
      doing = "";
      startedAt = performance.now();
      if (live) timer = setInterval(draw, 250);
    },
    output(message) {
      if (message.header.msg_type !== "comm_msg") return;
      doing = describe((message.content as { data: unknown }).data) ?? doing;
    },
    cellEnds(ok) {
      if (timer) clearInterval(timer);
      timer = null;
      if (live) out.write("\r\x1b[2K");
      doing = "";
      out.write(`${line(ok ? green("✓") : red("✗"))}\n`);
    },
    end() {
      out.write(`${total} cells in ${clock(performance.now() - runAt)}\n`);
    },
    note(text) {
      out.write(`${text}\n`);
    },
  };
}

/** How far a training run or a sampler is, from what it sends to its viewers. */
function describe(chunk: unknown): string | null {
  const training = v.safeParse(TrainingChunk, chunk);
  if (training.success) {
    const { step, loss } = training.output.progress;
    return `step ${step.toLocaleString("en")}${loss === null ? "" : `, loss ${loss.toPrecision(3)}`}`;
  }
  const trajectory = v.safeParse(TrajectoryChunk, chunk);
  const frame = trajectory.success ? trajectory.output.frames.at(-1) : undefined;
  return frame ? `step ${frame.step.toLocaleString("en")}, t ${frame.t}` : null;
}
