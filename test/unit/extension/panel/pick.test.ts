import assert from "node:assert/strict";
import test from "node:test";
import { bestMime, candidates, findWanted, wantedAt } from "../../../../src/extension/panel/pick.ts";
import { digestOf } from "../../../../src/protocol/index.ts";

const output = (...mimes: string[]) => ({ items: mimes.map((mime) => ({ mime })) });
const tensor = "application/vnd.noisebook.tensor+json";
const stdout = "application/vnd.code.notebook.stdout";

test("any mime type of ours is shown before pictures, and pictures before text", () => {
  assert.equal(bestMime(output("text/plain", "image/png", tensor)), tensor);
  assert.equal(
    bestMime(output("text/plain", "application/vnd.noisebook.new-one+json")),
    "application/vnd.noisebook.new-one+json",
  );
  assert.equal(bestMime(output("text/plain", "image/png")), "image/png");
  assert.equal(bestMime(output("application/x-other")), null);
});

test("an output is found again by its kind, whatever is printed before it", () => {
  const before = [output(stdout), output(tensor, "text/plain"), output("image/png"), output(tensor)];
  const wanted = wantedAt(before, 3);
  assert.deepEqual(wanted, { mime: tensor, ordinal: 1 });
  const after = [output(tensor), output(stdout), output(stdout), output(tensor)];
  assert.equal(findWanted(after, wanted), after[3]);
  assert.equal(findWanted(after.slice(0, 3), wanted), null);
  assert.equal(wantedAt(before, 7), null);
});

test("of a cell all viewers are offered, else pictures, else its first output", () => {
  assert.deepEqual(candidates([output(stdout), output(tensor), output("image/png"), output(tensor)]), [1, 3]);
  assert.deepEqual(candidates([output(stdout), output("image/png")]), [1]);
  assert.deepEqual(candidates([output(stdout), output("text/plain")]), [0]);
  assert.deepEqual(candidates([output("application/x-other")]), []);
});

test("payloads of one text have one digest, and others another", () => {
  const payload = { shape: [2, 2], data: "AAAA" };
  assert.equal(digestOf(payload), digestOf(JSON.parse(JSON.stringify(payload))));
  const all = [payload, { ...payload, data: "AAAB" }, { data: "AAAA", shape: [2, 2] }, null, undefined];
  assert.equal(new Set(all.map(digestOf)).size, all.length);
});
