import type { HistoryEntry } from "../../protocol/index.ts";
import type { Content } from "../requests.ts";
import { matchesGlob } from "./glob.ts";

interface Entry {
  line: number;
  input: string;
  output: string | null;
}

/** What of a `history_request` an answer depends on; `raw` inputs are the only ones we keep. */
type Wanted = Omit<Content<"history_request">, "raw">;

/** More than any console asks for. */
const most = 10_000;

/** What this session's cells were and said, in memory: it ends with the kernel. */
export class History {
  readonly #entries: Entry[] = [];

  /** `output` is the text of the cell's value. */
  add(line: number, input: string, output: string | null): void {
    this.#entries.push({ line, input, output });
    if (this.#entries.length > most) this.#entries.shift();
  }

  answer(request: Wanted): HistoryEntry[] {
    return this.#chosen(request).map(({ line, input, output }) => [
      0,
      line,
      request.output ? [input, output] : input,
    ]);
  }

  #chosen({ hist_access_type, session = 0, start = 0, stop, n, pattern = "*", unique }: Wanted): Entry[] {
    switch (hist_access_type) {
      case "range": {
        // Only this session is remembered.
        if (session !== 0) return [];
        const next = (this.#entries.at(-1)?.line ?? 0) + 1;
        const from = start < 0 ? next + start : start;
        const to = stop === null || stop === undefined ? next : stop < 0 ? next + stop : stop;
        return this.#entries.filter(({ line }) => line >= from && line < to);
      }
      case "tail":
        return last(this.#entries, n);
      case "search": {
        const found = this.#entries.filter(({ input }) => matchesGlob(input, pattern));
        return last(unique ? lastOfEach(found) : found, n);
      }
      default:
        return [];
    }
  }
}

const last = (entries: Entry[], n: number | null | undefined): Entry[] =>
  n === null || n === undefined ? entries : entries.slice(Math.max(0, entries.length - Math.max(0, n)));

/** Of entries with the same input the latest one. */
function lastOfEach(entries: Entry[]): Entry[] {
  const latest = new Map(entries.map((entry) => [entry.input, entry]));
  return entries.filter((entry) => latest.get(entry.input) === entry);
}
