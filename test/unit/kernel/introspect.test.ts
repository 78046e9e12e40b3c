import assert from "node:assert/strict";
import test from "node:test";
import path from "node:path";
import {
  complete,
  Docs,
  History,
  inspect,
  isComplete,
  Peeker,
  type View,
} from "../../../src/kernel/introspect/index.ts";

const runtime = path.resolve("dist/runtime");
const loaded = () => null;
const view: View = {
  peeker: new Peeker(),
  places: { folder: process.cwd(), runtime },
  docs: new Docs({ file: path.join(runtime, "docs.json"), loaded, log: (text) => assert.fail(text) }),
  loaded,
  scripts: () => [],
};
const put = (values: object) => Object.assign(globalThis, values);

/** Completes at the bar. */
async function at(text: string) {
  const cursor = Array.from(text.slice(0, text.indexOf("|"))).length;
  return complete(text.replace("|", ""), cursor, view);
}

test("members of a value are offered, its own first, and no getter runs", async () => {
  let runs = 0;
  const sample = { zeta: 1, alpha: () => 2 };
  Object.defineProperty(sample, "costly", { get: () => ++runs, enumerable: true });
  put({ sample });
  const { matches } = await at("sample.|");
  assert.deepEqual(matches.slice(0, 3), ["alpha", "costly", "zeta"]);
  assert.ok(matches.includes("hasOwnProperty"));
  assert.equal(runs, 0);
});

test("cursors and what is replaced count code points, so that an emoji is one", async () => {
  const { matches, cursor_start, cursor_end } = await at('"🦊🦊"; Math.hypo|');
  assert.deepEqual(matches, ["hypot"]);
  assert.deepEqual([cursor_start, cursor_end], [11, 15]);
});

test("a completion never runs code that changes something", async () => {
  put({ counter: { n: 0, add: () => ++(globalThis as unknown as { counter: { n: number } }).counter.n } });
  assert.deepEqual((await at("counter.add().|")).matches, []);
  assert.equal((globalThis as unknown as { counter: { n: number } }).counter.n, 0);
});

test("names of the cell, of modules and of a builtin's exports are offered", async () => {
  assert.ok((await at("function f(width: number) { const wide = 1; wi|")).matches.includes("width"));
  assert.deepEqual((await at("import.meta.somewhere; some|")).matches, []);
  assert.deepEqual((await at('import { linear } from "noisebook/sched|')).matches, ["noisebook/schedules"]);
  assert.deepEqual((await at('import { readFileSyn| } from "node:fs"')).matches, ["readFileSync"]);
});

test("a function is described by its parameters, also from within its call", async () => {
  put({ blend: (a: number, b = 2) => a + b });
  const reply = await inspect("blend(1, ", 9, 0, view);
  assert.match(String(reply.data["text/plain"]), /blend\(a, b = 2\)/);
  assert.equal((await inspect("nowhereToBeFound", 3, 0, view)).found, false);
});

test("a console is told whether more is wanted", async () => {
  assert.deepEqual(await isComplete("const a = 1"), { status: "complete" });
  assert.deepEqual(await isComplete("if (a) {"), { status: "incomplete", indent: "  " });
  assert.equal((await isComplete("1 +")).status, "incomplete");
  assert.equal((await isComplete("`text")).status, "incomplete");
  assert.equal((await isComplete("let = = 1")).status, "invalid");
  assert.equal((await isComplete("let a = 'text")).status, "invalid");
  assert.equal((await isComplete("let a = 'text\\")).status, "incomplete");
});

test("a template is open until its end, whatever stands in it", async () => {
  for (const code of ["`text", "const a = `\n  more\n", "`a ${b", "`a ${b} c", "`a ${`b"])
    assert.deepEqual(await isComplete(code), { status: "incomplete", indent: "" }, code);
  assert.equal((await isComplete("let a = 'b\nlet c = `d")).status, "invalid", "the string is the mistake");
});

test("the history answers by range, from its end, and by pattern", () => {
  const history = new History();
  history.add(1, "a = 1", null);
  history.add(2, "b = 2", "2");
  history.add(3, "a = 1", null);
  const ask = (request: object) =>
    history.answer({ output: false, hist_access_type: "tail", ...request } as never);
  assert.deepEqual(ask({ n: 1 }), [[0, 3, "a = 1"]]);
  assert.deepEqual(ask({ n: 2, output: true })[0], [0, 2, ["b = 2", "2"]]);
  assert.deepEqual(ask({ hist_access_type: "range", session: 0, start: 1, stop: 2 }), [[0, 1, "a = 1"]]);
  assert.deepEqual(ask({ hist_access_type: "search", pattern: "a*", unique: true }), [[0, 3, "a = 1"]]);
});

test("no text makes it throw", async () => {
  const pieces = [
    "a",
    ".",
    "?.",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    '"',
    "`",
    "${",
    "/",
    "=>",
    "import ",
    "from ",
    "🦊",
    "\n",
    "1e",
    "new ",
    "<T>",
    "//",
    "/*",
  ];
  let state = 7;
  const next = (below: number) => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % below;
  for (let i = 0; i < 80; i++) {
    const code = Array.from({ length: 1 + next(8) }, () => pieces[next(pieces.length)]).join("");
    const cursor = next(code.length + 2);
    assert.equal((await complete(code, cursor, view)).status, "ok");
    assert.equal((await inspect(code, cursor, 0, view)).status, "ok");
    await isComplete(code);
  }
});
