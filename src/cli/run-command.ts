import { writeFile } from "node:fs/promises";
import path from "node:path";
import { defineCommand } from "citty";
import { NotebookProblem, readNotebook, writeNotebook } from "./notebook.ts";
import { terminalProgress } from "./progress.ts";
import { runNotebook } from "./run-notebook.ts";

/** Exit codes: 0 every cell ran, 1 a cell failed, 2 the notebook cannot be run at all, 130 interrupted. */
const exitCode = { cellFailed: 1, cannotRun: 2, interrupted: 130 };

export const runCommand = defineCommand({
  meta: { name: "run", description: "Run a notebook's cells in order, outside VS Code" },
  args: {
    file: { type: "positional", description: "the notebook (.ipynb)", required: true },
    out: { type: "string", description: "write the executed notebook, with all outputs, to this file" },
  },
  async run({ args }) {
    // citty takes any option; a mistyped --out must not cost a person the outputs of a long run.
    const unknown = Object.keys(args).find((name) => !["_", "file", "out"].includes(name));
    if (unknown ?? args._.length > 1) {
      console.error(
        unknown ? `There is no option --${unknown}; there is --out FILE.` : "Name one notebook at a time.",
      );
      process.exitCode = exitCode.cannotRun;
      return;
    }
    const file = path.resolve(args.file);
    const progress = terminalProgress(process.stdout);
    try {
      const notebook = await readNotebook(file);
      const failure = await runNotebook(notebook, { folder: path.dirname(file), progress });
      if (args.out) {
        await writeFile(path.resolve(args.out), writeNotebook(notebook));
        progress.note(`Written to ${args.out}`);
      }
      if (!failure) return;
      console.error(failure.text);
      process.exitCode = failure.interrupted ? exitCode.interrupted : exitCode.cellFailed;
    } catch (error) {
      if (!isForPeople(error)) throw error;
      console.error(messageFor(error, args.file));
      process.exitCode = exitCode.cannotRun;
    }
  },
});

const isForPeople = (error: unknown): error is Error =>
  error instanceof NotebookProblem || (error instanceof Error && "syscall" in error);

const messageFor = (error: Error, file: string): string =>
  error instanceof NotebookProblem ? `${file}: ${error.message}` : `Cannot write: ${error.message}`;
