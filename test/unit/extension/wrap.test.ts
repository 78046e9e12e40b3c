import assert from "node:assert/strict";
import test from "node:test";
import { wrap } from "../../../src/extension/wrap.ts";

test("lines are broken at spaces, and no word is lost or cut", () => {
  assert.equal(wrap("a bb ccc dddd", 6), "a bb\nccc\ndddd");
  assert.equal(wrap("short", 90), "short");
  assert.equal(wrap("averylongword x", 5), "averylongword\nx");
  const text = Array.from({ length: 200 }, (_, k) => "w".repeat((k * 7) % 11)).join(" ");
  assert.equal(wrap(text, 40).replaceAll("\n", " "), text);
  assert.ok(
    wrap(text, 40)
      .split("\n")
      .every((line) => line.length <= 40),
  );
});
