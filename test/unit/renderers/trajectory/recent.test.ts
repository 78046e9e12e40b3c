import assert from "node:assert/strict";
import test from "node:test";
import { recent } from "../../../../src/renderers/trajectory/recent.ts";

test("What was asked for last is kept up to the size, and the rest is made again.", () => {
  const made: string[] = [];
  const kept = recent<string, string>(6, (key) => key.length);
  const get = (key: string): string =>
    kept.get(key, (each) => {
      made.push(each);
      return each.toUpperCase();
    });
  assert.deepEqual(["aa", "bb", "cc", "aa"].map(get), ["AA", "BB", "CC", "AA"]);
  get("dd"); // bb goes: it was not asked for longest
  ["aa", "cc", "dd"].forEach(get);
  assert.deepEqual(made, ["aa", "bb", "cc", "dd"]);
  get("bb");
  assert.deepEqual(made.slice(4), ["bb"]);
});

test("What is larger than all that may be kept stays until the next is asked for.", () => {
  let made = 0;
  const kept = recent<string, number>(3, (key) => key.length);
  const get = (key: string): number => kept.get(key, () => ++made);
  assert.deepEqual([get("large"), get("large"), get("b"), get("large")], [1, 1, 2, 3]);
});
