import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { solution } from "../../src/runtime/exercises/index.ts";
import { exerciseIn, folder, textOf, tutorials, type Notebook } from "./notebook.ts";

/** Milliseconds that a tutorial may take, before it counts as hung. */
const patience = 240_000;

for (const tutorial of tutorials) {
  test(
    `${tutorial.name} runs from top to bottom with its exercises solved.`,
    { timeout: patience },
    async ({ signal }) => {
      const { cells } = await executed(solved(tutorial), signal);
      for (const cell of tutorial.cells) {
        const exercise = exerciseIn(cell);
        if (exercise === null) continue;
        const outputs = cells.find(({ id }) => id === cell.id)?.outputs ?? [];
        const said = outputs.map(({ data }) => textOf(data?.["text/plain"] as string | string[])).join("\n");
        assert.match(said, new RegExp(`^✓ Exercise ${exercise} is right`), said);
      }
    },
  );
}

/** Each cell that asks an exercise, with the solution's code in the answer's place. */
function solved(tutorial: Notebook): Notebook {
  const cells = tutorial.cells.map((cell) => {
    const exercise = exerciseIn(cell);
    if (exercise === null) return cell;
    const [before] = textOf(cell.source).split(/^const \w+ = undefined;/m);
    return { ...cell, source: before + solution(exercise).code };
  });
  return { ...tutorial, cells };
}

/** Runs it as a person does at the command line, where its files are; throws with what was said where a cell fails. */
async function executed(notebook: Notebook, signal: AbortSignal): Promise<Notebook> {
  const at = await mkdtemp(path.join(os.tmpdir(), "noisebook-"));
  try {
    const [given, out] = [path.join(at, notebook.name), path.join(at, "out.ipynb")];
    await writeFile(given, JSON.stringify({ ...notebook, name: undefined }));
    const child = spawn(
      process.execPath,
      ["bin/noisebook.mjs", "run", given, "--cwd", folder, "--out", out, "--no-color"],
      { stdio: ["ignore", "pipe", "pipe"], signal },
    );
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
    }
    const code = await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
    assert.equal(code, 0, said);
    return JSON.parse(await readFile(out, "utf8")) as Notebook;
  } finally {
    await rm(at, { recursive: true, force: true });
  }
}
