import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";

interface Row {
  readonly names: readonly string[];
  readonly modules: readonly string[];
}

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

/** The rows of the document's tables: names in the second column, modules in the last. */
const rows: Row[] = readFileSync("docs/notation.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && line.includes("`"))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .map((cells) => ({
    names: quoted(cells[2]).flatMap((code) => code.match(/[A-Za-z]\w*/g) ?? []),
    modules: quoted(cells[4]),
  }));

/** All source text of modules such as "noisebook/schedules". */
function sourceOf(modules: readonly string[]): string {
  const folders = modules.map((name) => path.join("src/runtime", name.replace("noisebook/", "")));
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => readFileSync(path.join(folder, file), "utf8")),
    )
    .join("\n");
}

/** An export of this name, or something with this name and a type or a value: a property, a parameter, a method. */
const declares = (source: string, name: string): boolean =>
  new RegExp(
    String.raw`\b(function|const|class|interface|type) ${name}\b|^\s*(readonly )?${name}(\?|<.*>)?[:(]|[{(,] ?${name}\??( =|:)`,
    "m",
  ).test(source);

test("Every name that the notation gives is declared where it says.", () => {
  assert.ok(rows.length > 30, `${rows.length} rows`);
  for (const { names, modules } of rows) {
    const source = sourceOf(modules);
    assert.ok(names.length && modules.length);
    for (const name of names) assert.ok(declares(source, name), `${name} in ${modules.join(", ")}`);
  }
});

test("A name that is nowhere is found out.", () => {
  assert.ok(!declares(sourceOf(["noisebook/schedules"]), "alphaCumprod"));
  assert.ok(declares(sourceOf(["noisebook/schedules"]), "alphaBar"));
});
