import { fileURLToPath } from "node:url";
import { KernelDied, KernelProcess, type CellOutput } from "../client/index.ts";
import { onInterrupt, type Interruption } from "./interruption.ts";
import { hasTag, languageOf, NotebookProblem, sourceOf, type Cell, type Notebook } from "./notebook.ts";
import { Outputs, type Displays } from "./outputs.ts";
import type { Progress } from "./progress.ts";
import { runCell, type CellFailure } from "./run-cell.ts";

export interface RunOptions {
  /** Where the cells run, and where they look for what they import. */
  folder: string;
  progress: Progress;
  /** Milliseconds that each cell may take. */
  timeout: number | null;
  /** Whether to go on after a cell that fails. */
  allowErrors: boolean;
}

export interface Failure {
  /** Cell, line and message, for people. */
  text: string;
  kind: "failed" | "timeout" | "interrupted";
}

const kernelMain = fileURLToPath(new URL("../kernel/main.mjs", import.meta.url));

/**
 * Runs the notebook's code cells in order in a kernel of their own and stores what they put out in `notebook`. Ends
 * at the first cell that fails and says how; null when all ran.
 */
export async function runNotebook(notebook: Notebook, options: RunOptions): Promise<Failure | null> {
  const cells = cellsToRun(notebook);
  // Nobody shall take an earlier run's outputs for this one's.
  for (const { cell } of cells) Object.assign(cell, { execution_count: null, outputs: [] });
  const { progress } = options;
  const displays: Displays = new Map();
  /** The outputs of the cell that each request ran: what comes after the cell's end still belongs there. */
  const owners = new Map<string, Outputs>();
  let rawText = "";
  const kernel = new KernelProcess({
    node: process.execPath,
    main: kernelMain,
    folder: options.folder,
    onStrayOutput: (output: CellOutput) => owners.get(output.parent_header?.msg_id ?? "")?.add(output),
    onRawText: (text) => (rawText += text),
    onExit: () => undefined,
  });
  const interruption = onInterrupt(kernel);
  try {
    await kernel.ready();
    progress.begin(cells.length);
    for (const [order, { cell, index }] of cells.entries()) {
      if (interruption.asked) return interrupted(index);
      const outputs = new Outputs(displays);
      // At once, and not at the end: what comes later goes into the same list.
      Object.assign(cell, { outputs: outputs.list });
      const place = { index, order, id: cell.id ?? null, source: sourceOf(cell) };
      const failure = await runCell(kernel, cell, place, outputs, {
        ...options,
        onStart: (request) => owners.set(request, outputs),
      });
      const end = failure && endOf(failure, cell, index, options, interruption);
      if (end) return end;
    }
    return interruption.asked ? interrupted(notebook.cells.length - 1) : null;
  } catch (error) {
    if (error instanceof KernelDied) return { text: `The kernel ${error.message}`, kind: "failed" };
    throw error;
  } finally {
    interruption.release();
    await kernel.stop();
    if (rawText) progress.note(rawText.trimEnd());
  }
}

const interrupted = (index: number): Failure => ({
  text: `Interrupted before the end of cell ${index + 1}.`,
  kind: "interrupted",
});

/** Why the run ends with this cell; null where it goes on. */
function endOf(
  { kind, text }: CellFailure,
  cell: Cell,
  index: number,
  { allowErrors }: RunOptions,
  interruption: Interruption,
): Failure | null {
  if (interruption.asked) return { ...interrupted(index), text };
  if (kind === "timeout") return { text, kind };
  if (kind === "error" && (allowErrors || hasTag(cell, "raises-exception"))) return null;
  return { text, kind: "failed" };
}

function cellsToRun(notebook: Notebook): { cell: Cell; index: number }[] {
  const cells = notebook.cells
    .map((cell, index) => ({ cell, index }))
    .filter(({ cell }) => cell.cell_type === "code" && sourceOf(cell).trim())
    .filter(({ cell }) => !hasTag(cell, "skip-execution"));
  for (const { cell, index } of cells) {
    const language = languageOf(cell, notebook);
    if (!["typescript", "javascript"].includes(language)) {
      throw new NotebookProblem(
        `cell ${index + 1} is ${language}; Noisebook runs TypeScript. Run this notebook with a kernel for ${language}, ` +
          `change the cell's language in VS Code, or tag it skip-execution.`,
      );
    }
  }
  return cells;
}
