// Runs `noisebook` as a person would, in a folder of its own.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `signal` is sent when the output first holds the text. */
export function command(args: string[], signal?: { at: string; name: NodeJS.Signals }): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["bin/noisebook.mjs", ...args]);
    let [stdout, stderr] = ["", ""];
    let sent = false;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (!signal || sent || !stdout.includes(signal.at)) return;
      sent = true;
      child.kill(signal.name);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

export async function inFolder<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-"));
  try {
    return await body(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export type TestCell = string | { source: string; tags?: string[]; outputs?: object[]; markdown?: boolean };

/** A notebook's text: strings are code cells. */
export function notebookText(cells: TestCell[]): string {
  const list = cells.map((cell, i) => {
    const { source, tags, outputs = [], markdown } = typeof cell === "string" ? { source: cell } : cell;
    const common = { id: `c${i}`, metadata: tags ? { tags } : {}, source };
    if (markdown) return { cell_type: "markdown", ...common };
    return { cell_type: "code", ...common, execution_count: null, outputs };
  });
  const metadata = { language_info: { name: "typescript" } };
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: list });
}

export async function notebookIn(folder: string, cells: TestCell[], name = "a.ipynb"): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, notebookText(cells));
  return file;
}
