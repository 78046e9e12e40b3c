import assert from "node:assert/strict";
import test from "node:test";
import { compileCell } from "../../../src/kernel/compile/cell.ts";
import { CellSyntaxError } from "../../../src/kernel/compile/syntax-error.ts";
import { runCells } from "./run-script.ts";

test("the last expression is the cell's value, a trailing semicolon keeps it", async () => {
  assert.deepEqual(await runCells("1 + 1", "2 + 2;", "const a1 = 3", "if (true) { 4 }"), [
    2,
    undefined,
    undefined,
    undefined,
  ]);
});

test("a semicolon inside a trailing comment or a string keeps nothing", async () => {
  assert.deepEqual(await runCells("5 // done;", '"a;"', "6; // six"), [5, "a;", undefined]);
});

test("a name may be declared again in another kind", async () => {
  const kinds = [
    "const n1 = 1",
    "let n1 = 2",
    "var n1 = 3",
    "function n1() { return 4 }",
    "class n1 {}",
    "enum n1 { A }",
  ];
  for (const first of kinds) for (const second of kinds) await runCells(first, second, "n1");
  const [, , value] = await runCells("const n1 = 1", "function n1() { return 7 }", "n1()");
  assert.equal(value, 7);
});

test("functions are hoisted above their use, also several and exported ones", async () => {
  const [value] = await runCells(
    "const r2 = f2(3); function f2(x: number) { return g2(x) + 1 } export function g2(x: number) { return 2 * x }\nr2",
  );
  assert.equal(value, 7);
});

test("var keeps its meaning: hoisted, function-scoped, usable in loops and patterns", async () => {
  const [value] = await runCells(`
    typeof v3;
    var v3 = 1, w3, { z3 = 5, ...rest3 } = { y: 1 } as Record<string, number>, [p3, , q3] = [1, 2, 3];
    for (var i3 = 0, n3 = 3; i3 < n3; i3++) {}
    for (var k3 of [1, 2]) {}
    for (var m3 in { a: 1 }) {}
    if (true) { var inner3 = 9 }
    function own3() { var v3 = "mine"; return v3 }
    [v3, w3, z3, rest3, p3, q3, i3, k3, m3, inner3, own3()]`);
  assert.deepEqual(value, [1, undefined, 5, { y: 1 }, 1, 3, 3, 2, "a", 9, "mine"]);
});

test("imports of every form bind their names", async () => {
  const [value] = await runCells(`
    import path, { join as j4 } from "node:path";
    import * as os4 from "node:os";
    import "node:fs";
    import type { Stats } from "node:fs";
    import { type Dirent, readFileSync as read4 } from "node:fs";
    const here: Stats | Dirent | null = null;
    [j4("a", "b"), typeof path.join, typeof os4.cpus, typeof read4, here]`);
  assert.deepEqual(value, ["a/b", "function", "function", "function", null]);
});

test("an import that only a later cell uses is kept", async () => {
  const [, value] = await runCells('import { sep as sep5 } from "node:path"', "sep5");
  assert.equal(value, "/");
});

test("dynamic import, import.meta, await and for await work at the top", async () => {
  const [value] = await runCells(`
    const { sep: sep6 } = await import("node:path");
    let sum6 = 0;
    for await (const x of [1, Promise.resolve(2)]) sum6 += x;
    [sep6, sum6, import.meta.url]`);
  assert.deepEqual(value, ["/", 3, "file:///notebook.ts"]);
});

test("enum, namespace, parameter properties and generics are TypeScript's", async () => {
  const [value] = await runCells(`
    enum Color7 { Red, Green = 5 } namespace Space7 { export const y = 1 }
    class Box7<T> { constructor(public readonly x: T) {} }
    [Color7[5], Space7.y, new Box7<number>(3).x]`);
  assert.deepEqual(value, ["Green", 1, 3]);
});

test("cells are strict: assigning to a name nobody declared is an error", async () => {
  await assert.rejects(runCells("undeclared8 = 1"), /undeclared8 is not defined/);
});

test("a place in the script leads back to the place in the cell", async () => {
  const source =
    'interface A {\n  x: number;\n}\nimport { sep } from "node:path";\nconst a9: A = { x: 1 };\n  boom9(a9, sep);';
  const { code, originalOf } = await compileCell(source, "cell");
  const line = code.split("\n").findIndex((text) => text.includes("boom9")) + 1;
  const column = code.split("\n")[line - 1].indexOf("boom9") + 1;
  assert.deepEqual(originalOf({ line, column }), { line: 6, column: 3 });
});

test("what is no TypeScript is an error with its place", async () => {
  const at = async (source: string) => {
    try {
      await compileCell(source, "cell");
    } catch (error) {
      assert.ok(error instanceof CellSyntaxError);
      return error.at;
    }
    return assert.fail("compiled");
  };
  assert.deepEqual(await at("let x = 1;\nlet y = ;"), { line: 2, column: 9 });
  assert.deepEqual(await at("const c = 1;\nc = 2"), { line: 2, column: 1 });
  assert.deepEqual(await at('export * from "node:fs"'), { line: 1, column: 1 });
  assert.deepEqual(await at("let s = 'open"), { line: 1, column: 14 });
});

test("an empty cell and one of comments are cells", async () => {
  assert.deepEqual(
    await runCells("", "// nothing", "/* ; */", "interface Only {}"),
    Array(4).fill(undefined),
  );
});
