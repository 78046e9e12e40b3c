import { fileURLToPath } from "node:url";
import { KernelDied, KernelProcess } from "../client/index.ts";
import { languageOf, NotebookProblem, sourceOf, type Cell, type Notebook } from "./notebook.ts";
import { Outputs } from "./outputs.ts";
import type { Progress } from "./progress.ts";

export interface Failure {
  /** Cell, line and message, for people. */
  text: string;
  interrupted: boolean;
}

const kernelMain = fileURLToPath(new URL("../kernel/main.mjs", import.meta.url));

/**
 * Runs the notebook's code cells in order in a kernel of their own and stores what they put out in `notebook`. Ends
 * at the first cell that fails and says how; null when all ran.
 */
export async function runNotebook(
  notebook: Notebook,
  { folder, progress }: { folder: string; progress: Progress },
): Promise<Failure | null> {
  const cells = codeCells(notebook);
  let rawText = "";
  const kernel = new KernelProcess({
    node: process.execPath,
    main: kernelMain,
    folder,
    onStrayOutput: () => undefined,
    onRawText: (text) => (rawText += text),
    onExit: () => undefined,
  });
  const release = onInterrupt(kernel);
  try {
    await kernel.ready();
    progress.begin(cells.length);
    for (const [order, { cell, index }] of cells.entries()) {
      const failure = await runCell(kernel, cell, index, order, progress);
      if (failure) return failure;
    }
    if (rawText) progress.note(rawText.trimEnd());
    progress.end();
    return null;
  } catch (error) {
    if (error instanceof KernelDied) return { text: `The kernel ${error.message}`, interrupted: false };
    throw error;
  } finally {
    release();
    await kernel.stop();
  }
}

function codeCells(notebook: Notebook): { cell: Cell; index: number }[] {
  const cells = notebook.cells
    .map((cell, index) => ({ cell, index }))
    .filter(({ cell }) => cell.cell_type === "code");
  for (const { cell, index } of cells) {
    const language = languageOf(cell, notebook);
    if (!["typescript", "javascript"].includes(language) && sourceOf(cell).trim()) {
      throw new NotebookProblem(
        `cell ${index + 1} is ${language}; Noisebook runs TypeScript. Run this notebook with a kernel for ${language}, ` +
          `or change the cell's language in VS Code.`,
      );
    }
  }
  return cells.filter(({ cell }) => sourceOf(cell).trim());
}

async function runCell(
  kernel: KernelProcess,
  cell: Cell,
  index: number,
  order: number,
  progress: Progress,
): Promise<Failure | null> {
  const source = sourceOf(cell);
  const outputs = new Outputs();
  progress.cellBegins(order, source);
  try {
    const reply = await kernel.execute(source, { index, id: cell.id ?? String(index) }, (output) => {
      outputs.add(output);
      progress.output(output);
    });
    Object.assign(cell, { execution_count: reply.execution_count });
    progress.cellEnds(reply.status === "ok");
    if (reply.status !== "error") return null;
    return { text: reply.traceback.join("\n"), interrupted: reply.ename === "Interrupted" };
  } catch (error) {
    progress.cellEnds(false);
    if (!(error instanceof KernelDied)) throw error;
    const said = { ename: "KernelDied", evalue: `The kernel ${error.message}`, traceback: [] };
    outputs.list.push({ output_type: "error", ...said });
    return { text: `In cell ${index + 1}, the kernel ${error.message}`, interrupted: false };
  } finally {
    Object.assign(cell, { outputs: outputs.list });
  }
}

/** The first Ctrl-C interrupts the cell, so that what ran so far is still written; a second one ends everything. */
function onInterrupt(kernel: KernelProcess): () => void {
  let asked = false;
  const listener = (): void => {
    if (asked) process.exit(130);
    asked = true;
    kernel.interrupt();
  };
  process.on("SIGINT", listener);
  process.on("SIGTERM", listener);
  return () => {
    process.off("SIGINT", listener);
    process.off("SIGTERM", listener);
  };
}
