import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import esbuild from "esbuild";
import { dist } from "../../../scripts/lib/project.mjs";

const folder = path.join(dist, "renderers");

/** KB of the minified files that the package has, loaded with the renderer, and with all that a first output needs of any kind. */
const most = { renderer: 80, output: 420 };

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

const files = readdirSync(folder).filter((file) => file.endsWith(".js"));
const renderer = loadedWith("index.js");
const output = new Set(renderer);
for (const file of files) if (/^(kinds|library)-/.test(file)) loadedWith(file, output);

for (const [what, chunks] of Object.entries({ renderer, output } as const))
  test(`what is loaded for the ${what} is small`, async () => {
    let bytes = 0;
    for (const file of chunks) {
      const text = readFileSync(path.join(folder, file), "utf8");
      bytes += Buffer.byteLength((await esbuild.transform(text, { minify: true })).code);
    }
    const limit = most[what as keyof typeof most];
    assert.ok(
      bytes < limit * 1024,
      `${[...chunks].join(", ")} have ${Math.round(bytes / 1024)} KB of ${limit}`,
    );
  });

/** What only the library's own code has. */
const libraries = { Plotly: "js-plotly-tester", KaTeX: "KaTeX_Main" };

for (const [library, mark] of Object.entries(libraries))
  test(`${library} is a chunk of its own, loaded when an output needs it`, () => {
    const has = (file: string): boolean => readFileSync(path.join(folder, file), "utf8").includes(mark);
    assert.ok(files.some(has), `no chunk holds ${mark}`);
    assert.ok(output.size > renderer.size);
    assert.deepEqual([...output].filter(has), []);
  });
