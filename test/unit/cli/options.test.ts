import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { command, inFolder, notebookIn, type TestCell } from "./command.ts";

interface Executed {
  cells: {
    source: string;
    metadata: { tags?: string[] };
    outputs: { data?: Record<string, string>; ename?: string; text?: string }[];
  }[];
}

/** Runs a notebook with these options; the executed one is null where it was not written. */
const run = (cells: TestCell[], ...options: string[]) =>
  inFolder(async (folder) => {
    const file = await notebookIn(folder, cells);
    const out = path.join(folder, "out.ipynb");
    const ended = await command(["run", file, "--out", out, ...options]);
    const text = await readFile(out, "utf8").catch(() => null);
    return { ...ended, executed: text === null ? null : (JSON.parse(text) as Executed) };
  });

const forEver = "while (true) {}";
// Where a first cell must be over in time, --timeout is long: a busy machine takes a second to begin.

test("--set reaches the cells as JSON says, and other text as text", async () => {
  const { code, executed } = await run(
    [
      { source: "const steps = 5, list = [1], title = 'a', path = '';", tags: ["parameters"] },
      "JSON.stringify([steps, list, title, path])",
    ],
    ...["--set", "steps=7e2", "--set", "list=[2,3]", "--set", "title=two moons", "--set", "path=a=b"],
  );
  assert.equal(code, 0);
  assert.deepEqual(executed?.cells[1].metadata.tags, ["injected-parameters"]);
  assert.equal(executed.cells[2].outputs[0].data?.["text/plain"], '[700,[2,3],"two moons","a=b"]');
});

test("a parameter that is not declared is refused before anything runs, with the nearest name", async () => {
  const cells = [{ source: "let steps = 5", tags: ["parameters"] }];
  const { code, stderr, executed } = await run(cells, "--set", "step=1");
  assert.equal(code, 2);
  assert.match(stderr, /declares no step\. Did you mean steps\?/);
  assert.equal(executed, null);
});

test("--timeout ends a cell that blocks, names it, keeps what there was, and ends with 124", async () => {
  const { code, stderr, executed } = await run([`console.log("kept")`, forEver, "3"], "--timeout", "4");
  assert.equal(code, 124);
  assert.match(stderr, /In cell 2: it ran longer than 4\.0 s and was interrupted/);
  assert.deepEqual(
    executed?.cells.map(({ outputs }) => outputs.map(({ text, ename }) => text ?? ename)),
    [["kept\n"], ["Timeout"], []],
  );
});

test("a cell that takes no interrupt loses its kernel, and the run still ends with its outputs", async () => {
  const waiting = `import { spawnSync } from "node:child_process";
    spawnSync(process.execPath, ["-e", "setTimeout(() => {}, 15000)"]);`;
  const { code, stderr, executed } = await run(["console.log(1)", waiting], "--timeout", "4");
  assert.equal(code, 124);
  assert.match(stderr, /In cell 2: .* took no interrupt, so its kernel was ended/);
  assert.equal(executed?.cells[0].outputs[0].text, "1\n");
});

test("--allow-errors goes on after an error, records it and ends with 0", async () => {
  const { code, executed } = await run(["null!.x", "1 + 1"], "--allow-errors");
  assert.equal(code, 0);
  assert.equal(executed?.cells[0].outputs[0].ename, "TypeError");
  assert.equal(executed.cells[1].outputs[0].data?.["text/plain"], "2");
});

test("--allow-errors does not outlive the kernel, nor a timeout", async () => {
  const dead = await run(["process.exit(3)", "1"], "--allow-errors");
  assert.equal(dead.code, 1);
  const late = await run([forEver, "1"], "--allow-errors", "--timeout", "0.3");
  assert.equal(late.code, 124);
  assert.deepEqual(late.executed?.cells[1].outputs, []);
});

test("a cell may be tagged to fail, or to be skipped", async () => {
  const { code, executed } = await run([
    { source: "throw new Error('wanted')", tags: ["raises-exception"] },
    { source: "throw new Error('unwanted')", tags: ["skip-execution"] },
    "2",
  ]);
  assert.equal(code, 0);
  assert.deepEqual(
    executed?.cells.map(({ outputs }) => outputs.length),
    [1, 0, 1],
  );
});

test("--cwd is where cells run and import from", () =>
  inFolder(async (folder) => {
    await writeFile(path.join(folder, "beside.mjs"), "export const found = 'found';");
    const { executed } = await run(
      ["import { found } from './beside.mjs'\n`${found} in ${process.cwd()}`"],
      ...["--cwd", folder],
    );
    assert.match(executed?.cells[0].outputs[0].data?.["text/plain"] ?? "", /^found in .*noisebook-/);
  }));

test("--inplace writes over the notebook and leaves nothing else behind", () =>
  inFolder(async (folder) => {
    const file = await notebookIn(folder, ["40 + 2"]);
    assert.equal((await command(["run", file, "--inplace"])).code, 0);
    assert.match(await readFile(file, "utf8"), /"text\/plain": "42"/);
    assert.deepEqual(await readdir(folder), ["a.ipynb"]);
  }));

test("a result that could not be written is found out before the run", () =>
  inFolder(async (folder) => {
    const file = await notebookIn(folder, ["console.log('ran')"]);
    const { code, stderr, stdout } = await command([
      "run",
      file,
      "--out",
      path.join(folder, "no/where.ipynb"),
    ]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /Cannot write: ENOENT/);
  }));

test("outputs of an earlier run do not stay behind a cell that failed", async () => {
  const stale = [{ output_type: "stream", name: "stdout", text: "stale" }];
  const { executed } = await run(["null!.x", { source: "1", outputs: stale }]);
  assert.deepEqual(executed?.cells[1].outputs, []);
});

test("an interrupt ends the run with 130, and what ran is written", () =>
  inFolder(async (folder) => {
    const file = await notebookIn(folder, ["console.log('kept')", forEver]);
    const out = path.join(folder, "out.ipynb");
    const args = ["run", file, "--out", out, "--json"];
    const { code } = await command(args, { at: '"order":1', name: "SIGINT" });
    assert.equal(code, 130);
    assert.match(await readFile(out, "utf8"), /kept[\s\S]*Interrupted/);
  }));

test("--json says everything on one line each, and nothing else", async () => {
  const cells = ["console.log('a')", { source: "null!.x", tags: ["x"] }];
  const { code, stdout } = await run(cells, "--json");
  assert.equal(code, 1);
  const events = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    events.map(({ event, index, id, ok }) => [event, index, id, ok].filter((each) => each !== undefined)),
    [
      ["begin"],
      ["cell-begin", 0, "c0"],
      ["stream", 0, "c0"],
      ["cell-end", 0, "c0", true],
      ["cell-begin", 1, "c1"],
      ["cell-end", 1, "c1", false],
      ["end"],
    ],
  );
  assert.equal((events[5]["error"] as { ename: string }).ename, "TypeError");
  assert.deepEqual([events[6]["result"], events[6]["exitCode"]], ["failed", 1]);
});

test("--json tells how far a sampler is, of the steps it has planned", async () => {
  const { stdout } = await run(
    [
      `import { moons } from "noisebook/data"; import { linear } from "noisebook/schedules";
       import { gaussian } from "noisebook/diffusion"; import { forward } from "noisebook/samplers";
       import { show } from "noisebook/display";
       const diffusion = gaussian({ schedule: linear({ steps: 1000 }), predict: "eps" });
       await show(forward(diffusion, moons(16, { seed: 1 })));`,
    ],
    "--json",
  );
  const steps = stdout
    .split("\n")
    .filter((line) => line.includes('"progress"'))
    .map((line) => JSON.parse(line) as { kind: string; step: number; steps: number; t: number });
  const last = steps.at(-1);
  assert.equal(last?.kind, "sampling");
  assert.equal(last.step, last.steps);
  assert.equal(last.t, 1000);
});

for (const [what, args, said] of [
  [
    "a mistyped option",
    ["run", "a.ipynb", "--timeoutt", "3"],
    /no option --timeoutt; did you mean --timeout\?/,
  ],
  [
    "an option of another command",
    ["export", "a.ipynb", "--to", "md", "--timeout", "3"],
    /no option --timeout/,
  ],
  ["an option without its value", ["run", "a.ipynb", "--out", "--json"], /--out needs a value: --out FILE/],
  ["an option given twice", ["run", "a.ipynb", "--out", "b", "--out", "c"], /--out is given twice/],
  ["a value where none belongs", ["run", "a.ipynb", "--json=yes"], /--json takes no value/],
  ["two places to write", ["run", "a.ipynb", "--out", "b", "--inplace"], /give one of them/],
  ["a time that is none", ["run", "a.ipynb", "--timeout", "soon"], /--timeout takes seconds/],
  ["no time at all", ["run", "a.ipynb", "--timeout", "0"], /--timeout takes seconds/],
  ["a parameter without a value", ["run", "a.ipynb", "--set", "x"], /--set x has no value/],
  ["a parameter that is no name", ["run", "a.ipynb", "--set", "a.b=1"], /"a\.b" cannot be a variable's name/],
  ["two notebooks", ["run", "a.ipynb", "b.ipynb"], /one notebook at a time/],
  ["no notebook", ["run"], /FILE/],
  ["a command that is not there", ["rum", "a.ipynb"], /no command rum; did you mean run\?/],
  ["a folder that is none", ["run", "notebooks/00-tour.ipynb", "--cwd", "nowhere"], /nowhere is no folder/],
  ["a format that is not there", ["export", "notebooks/00-tour.ipynb", "--to", "pdf"], /--to html, --to ts/],
] as const) {
  test(`${what} is refused with 2`, async () => {
    const { code, stderr } = await command([...args]);
    assert.equal(code, 2);
    assert.match(stderr, said);
  });
}

test("the help lists every option and exit code, without colours in a pipe", async () => {
  const { code, stdout } = await command(["run", "--help"]);
  assert.equal(code, 0);
  for (const word of ["--set", "--out", "--inplace", "--timeout", "--allow-errors", "--cwd", "--json"])
    assert.ok(stdout.includes(word), `${word} is missing`);
  for (const number of ["0 ", "1 ", "2 ", "124 ", "130 "])
    assert.match(stdout, new RegExp(`^ +${number} `, "m"));
  assert.equal(stdout.includes("\x1b"), false);
});
