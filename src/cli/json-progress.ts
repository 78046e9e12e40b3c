import type { Progress, RunningCell } from "./progress.ts";
import { Work } from "./work.ts";

/**
 * One JSON object a line, for scripts; its `event` says what it tells. README.md lists them: a field once there
 * stays.
 */
export function jsonProgress(out: { write(text: string): unknown }): Progress {
  let cell: Pick<RunningCell, "index" | "id"> = { index: 0, id: null };
  let startedAt = 0;
  let runAt = 0;
  let work = new Work();

  const say = (event: string, fields: object): void => {
    out.write(`${JSON.stringify({ event, ...fields })}\n`);
  };
  const since = (start: number): number => Number(((performance.now() - start) / 1000).toFixed(3));

  return {
    begin(cells) {
      runAt = performance.now();
      say("begin", { cells });
    },
    cellBegins({ index, id, order }) {
      cell = { index, id };
      work = new Work();
      startedAt = performance.now();
      say("cell-begin", { ...cell, order });
    },
    output(message) {
      if (message.header.msg_type === "stream") {
        say("stream", { ...cell, ...(message.content as { name: string; text: string }) });
      }
      const step = work.hear(message);
      if (step) say("progress", { ...cell, ...step });
    },
    cellEnds(error) {
      say("cell-end", { ...cell, ok: error === null, seconds: since(startedAt), error });
    },
    note(text) {
      say("note", { text });
    },
    end(ending) {
      say("end", { ...ending, seconds: runAt ? since(runAt) : 0 });
    },
  };
}
