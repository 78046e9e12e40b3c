import assert from "node:assert/strict";
import test from "node:test";
import { damagedTexts } from "./damage.ts";

const valid = {
  version: 1,
  title: "x",
  shape: [2, 3],
  data: "AACAPwAAAEA=",
  inner: { state: "running", loss: 0.5 },
};

test("the same seed damages alike, another one otherwise", () => {
  const texts = (seed: number): string[] => damagedTexts([valid], 50, seed).map(({ text }) => text);
  assert.deepEqual(texts(1), texts(1));
  assert.notDeepEqual(texts(1), texts(2));
});

test("what is damaged is JSON still, is hardly ever what it was, and holds what numbers and keys can", () => {
  const texts = damagedTexts([valid], 1000, 1).map(({ text }) => text);
  const original = JSON.stringify(valid);
  const same = texts.filter((text) => JSON.stringify(JSON.parse(text)) === original).length;
  assert.ok(same < 50, `${same} of 1000 are whole`);
  for (const part of ["1e999", "-1e999", '"__proto__":', "<script>", "\\ud800"])
    assert.ok(
      texts.some((text) => text.includes(part)),
      `none holds ${part}`,
    );
});
