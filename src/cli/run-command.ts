import { stat } from "node:fs/promises";
import path from "node:path";
import { defineCommand } from "citty";
import { exitCode } from "./exit-codes.ts";
import { jsonProgress } from "./json-progress.ts";
import { readNotebook, writeNotebook, type Notebook } from "./notebook.ts";
import { inject, readSettings } from "./parameters.ts";
import { isForPeople, messageOf } from "./problems.ts";
import type { Ending, Progress } from "./progress.ts";
import { readArguments, type Arguments, type Option } from "./read-arguments.ts";
import { runNotebook, type Failure } from "./run-notebook.ts";
import { terminalProgress } from "./terminal-progress.ts";
import { UsageProblem } from "./usage-problem.ts";
import { checkWritable, writeWhole } from "./write-file.ts";

const options = {
  set: {
    type: "string",
    valueHint: "NAME=VALUE",
    multiple: true,
    description:
      'set a parameter: a cell after the one tagged "parameters" gives it the value (JSON, else text); repeatable',
  },
  out: {
    type: "string",
    valueHint: "FILE",
    description: "write the executed notebook here, also when a cell fails",
  },
  inplace: { type: "boolean", description: "write the executed notebook over the one that was run" },
  timeout: {
    type: "string",
    valueHint: "SECONDS",
    description: "interrupt a cell that runs longer, and end the run",
  },
  "allow-errors": { type: "boolean", description: "go on after a cell that fails, and end with 0" },
  cwd: {
    type: "string",
    valueHint: "FOLDER",
    description: "where cells run and look for imports (default: the notebook's folder)",
  },
  json: { type: "boolean", description: "tell the progress as one JSON object a line" },
  "no-color": { type: "boolean", description: "no colours (nor in a pipe, nor where NO_COLOR is set)" },
} satisfies Record<string, Option>;

export const runCommand = defineCommand({
  meta: { name: "run", description: "Run a notebook's cells in order, outside VS Code" },
  args: {
    file: { type: "positional", description: "the notebook (.ipynb)", required: true },
    ...options,
  },
  async run({ rawArgs }) {
    process.exitCode = await run(readArguments(rawArgs, options));
  },
});

async function run(given: Arguments): Promise<number> {
  const colour = !given.flag("no-color") && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  const progress = given.flag("json")
    ? jsonProgress(process.stdout)
    : terminalProgress(process.stdout, { colour });
  const ending = await attempt(given, progress);
  progress.end(ending);
  if (ending.message) console.error(ending.message);
  return ending.exitCode;
}

async function attempt(given: Arguments, progress: Progress): Promise<Ending> {
  try {
    const file = path.resolve(given.file);
    const timeout = timeoutOf(given.text("timeout"));
    const values = readSettings(given.texts("set"));
    const out = outOf(given);
    const notebook = await readNotebook(file);
    const folder = await folderOf(given.text("cwd"), file);
    if (out) await checkWritable(path.resolve(out));
    for (const warning of await inject(notebook, values)) console.error(`Warning: ${warning}`);
    const allowErrors = given.flag("allow-errors");
    const failure = await runNotebook(notebook, { folder, progress, timeout, allowErrors });
    return await finish(notebook, failure, out);
  } catch (error) {
    if (!isForPeople(error)) throw error;
    return {
      result: "cannot-run",
      exitCode: exitCode.cannotRun,
      message: messageOf(error, given.file),
      out: null,
    };
  }
}

/** Writes what ran, however it ended: a disk that is full must not hide why a cell failed. */
async function finish(notebook: Notebook, failure: Failure | null, out: string | null): Promise<Ending> {
  const ending: Ending = { ...endings[failure?.kind ?? "ok"], message: failure?.text ?? null, out };
  if (!out) return ending;
  try {
    await writeWhole(path.resolve(out), writeNotebook(notebook));
    return ending;
  } catch (error) {
    if (!isForPeople(error)) throw error;
    const message = [failure?.text, messageOf(error, out)].filter(Boolean).join("\n");
    return { result: "cannot-run", exitCode: exitCode.cannotRun, message, out: null };
  }
}

const endings = {
  ok: { result: "ok", exitCode: exitCode.ok },
  failed: { result: "failed", exitCode: exitCode.cellFailed },
  timeout: { result: "timeout", exitCode: exitCode.timedOut },
  interrupted: { result: "interrupted", exitCode: exitCode.interrupted },
} as const;

function timeoutOf(text: string | null): number | null {
  if (text === null) return null;
  const seconds = Number(text);
  // Node's timers end at 2^31 milliseconds.
  if (!(seconds > 0 && seconds < 2 ** 31 / 1000))
    throw new UsageProblem(`--timeout takes seconds, more than 0 and less than 2147483, not "${text}".`);
  return seconds * 1000;
}

function outOf(given: Arguments): string | null {
  const out = given.text("out");
  if (!given.flag("inplace")) return out;
  if (out) throw new UsageProblem("--out and --inplace both say where to write: give one of them.");
  return given.file;
}

async function folderOf(cwd: string | null, file: string): Promise<string> {
  if (cwd === null) return path.dirname(file);
  const folder = path.resolve(cwd);
  if (!(await stat(folder).catch(() => null))?.isDirectory())
    throw new UsageProblem(`--cwd ${cwd} is no folder.`);
  return folder;
}
