import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import esbuild from "esbuild";
import { dist } from "../../../scripts/lib/project.mjs";

const folder = path.join(dist, "renderers");

/** What VS Code must load before it can draw a first output, in KB of the minified files that the package has. */
const most = 400;

const importsOf = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, file]) => path.basename(file));

/** A built file and all that it imports at once. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(path.join(folder, file), "utf8");
  for (const other of importsOf(text, /^(?:import|export) [^;]*?"(\.\/[^"]+\.js)";/gms))
    loadedWith(other, seen);
  return seen;
}

const first = loadedWith("index.js");

test("what is loaded before the first output is small", async () => {
  let bytes = 0;
  for (const file of first) {
    const text = readFileSync(path.join(folder, file), "utf8");
    bytes += Buffer.byteLength((await esbuild.transform(text, { minify: true })).code);
  }
  assert.ok(bytes < most * 1024, `${[...first].join(", ")} have ${Math.round(bytes / 1024)} KB of ${most}`);
});

/** What only the library's own code has. */
const libraries = { Plotly: "js-plotly-tester", KaTeX: "KaTeX_Main" };

for (const [library, mark] of Object.entries(libraries))
  test(`${library} is a chunk of its own, loaded when an output needs it`, () => {
    const has = (file: string): boolean => readFileSync(path.join(folder, file), "utf8").includes(mark);
    const chunks = readdirSync(folder).filter((file) => file.endsWith(".js"));
    assert.ok(chunks.some(has), `no chunk holds ${mark}`);
    assert.deepEqual([...first].filter(has), []);
  });
