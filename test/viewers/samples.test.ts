import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { root } from "../../scripts/lib/project.mjs";
import { samples } from "./samples/index.ts";

interface Manifest {
  contributes: { notebookRenderer: { mimeTypes: string[] }[] };
}

const all = await samples();

test("every mime type that VS Code gives to our renderer has a sample", () => {
  const text = readFileSync(path.join(root, "package.json"), "utf8");
  const { contributes } = JSON.parse(text) as Manifest;
  const contributed = contributes.notebookRenderer.flatMap(({ mimeTypes }) => mimeTypes);
  const missing = contributed.filter((mime) => !all.some((sample) => sample.mime === mime));
  assert.deepEqual(missing, [], "add cells that show it to test/viewers/samples");
});

test("samples have names of their own, and a text for programs without viewers", () => {
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  for (const { name, saved } of all) assert.ok(saved["text/plain"], name);
});
