import type { CellOutput } from "../client/index.ts";
import type { ErrorContent } from "../protocol/index.ts";

/** A cell that is run: where it stands in the notebook, and among those that are run. */
export interface RunningCell {
  index: number;
  order: number;
  id: string | null;
  source: string;
}

/** How a run ended, and what to say of it where it did not end well. */
export interface Ending {
  result: "ok" | "failed" | "timeout" | "interrupted" | "cannot-run";
  exitCode: number;
  message: string | null;
  /** The file that was written. */
  out: string | null;
}

/** Is told how a run goes: by a line for people or by JSON for scripts. */
export interface Progress {
  begin(cells: number): void;
  cellBegins(cell: RunningCell): void;
  output(message: CellOutput): void;
  /** `error` is what it failed with; null where it did not. */
  cellEnds(error: ErrorContent | null): void;
  note(text: string): void;
  end(ending: Ending): void;
}
