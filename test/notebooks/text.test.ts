import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { exercises } from "../../src/runtime/exercises/exercises.ts";
import { exerciseIn, folder, textOf, tutorials } from "./notebook.ts";

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
