import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { exercises } from "../../src/runtime/exercises/exercises.ts";
import { exerciseIn, folder, textOf, tutorials, type Cell } from "./notebook.ts";

/** What GitHub and a reader's patience bear. */
const mostBytes = 3_000_000;

for (const { name, cells } of tutorials) {
  test(`${name}: its links lead somewhere.`, () => {
    for (const { source } of cells.filter(({ cell_type }) => cell_type === "markdown")) {
      for (const [, target] of textOf(source).matchAll(/\]\(([^)]+)\)/g)) {
        if (/^https:\/\//.test(target)) continue;
        assert.ok(existsSync(path.join(folder, target.split("#")[0])), `${target} is not there`);
      }
    }
  });

  test(`${name}: what it carries is small.`, () => {
    assert.ok(JSON.stringify(cells).length < mostBytes);
  });
}

/** Columns of code that a notebook in a window of 1,280 pixels shows without scrolling. */
const mostColumns = 96;

for (const { name, cells } of tutorials)
  test(`${name}: no line of code is cut off.`, () => {
    const lines = cells
      .filter(({ cell_type }) => cell_type === "code")
      .flatMap(({ source }) => textOf(source).split("\n"));
    assert.deepEqual(
      lines.filter(({ length }) => length > mostColumns),
      [],
    );
  });

const textOfCell = ({ source }: Cell): string => textOf(source);

for (const { name, cells } of tutorials)
  test(`${name}: it carries what its cells put out, so that it reads without a kernel.`, () => {
    const code = cells.filter(({ cell_type }) => cell_type === "code");
    const idle = code.filter(({ execution_count: count }) => typeof count !== "number");
    assert.deepEqual(idle.map(textOfCell), [], "cells that did not run");
    const shows = code.filter(({ source }) =>
      /(^|await )(claim|show|table|check|fit)\(/m.test(textOf(source)),
    );
    const bare = shows.filter(({ outputs }) => (outputs ?? []).length === 0);
    assert.deepEqual(bare.map(textOfCell), [], "cells that show something, without outputs");
    for (const { output_type } of cells.flatMap(({ outputs }) => outputs ?? []))
      assert.notEqual(output_type, "error");
  });

test("Every exercise is asked in its own chapter, once, and none that there is not.", () => {
  const asked = tutorials.flatMap(({ name, cells }) =>
    cells.flatMap((cell) => {
      const exercise = exerciseIn(cell);
      return exercise === null ? [] : [[Number(name.slice(0, 2)), exercise] as const];
    }),
  );
  assert.deepEqual(asked.map(([, exercise]) => exercise).sort(), Object.keys(exercises).sort());
  for (const [chapter, exercise] of asked) assert.equal(Number(exercise.split(".")[0]), chapter);
});
