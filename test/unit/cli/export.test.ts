import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { command, inFolder, notebookIn, type TestCell } from "./command.ts";

/** A picture of one pixel. */
const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
const breakout = "</script><script>alert(1)</script>";
const shown = (data: object) => ({ output_type: "display_data", data, metadata: {} });
const markdownCell = (source: string): TestCell => ({ source, markdown: true });

/** What the export wrote, by file name. */
const exported = (to: string, cells: TestCell[], beside: Record<string, string | Buffer> = {}) =>
  inFolder(async (folder) => {
    for (const [name, content] of Object.entries(beside)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), content);
    }
    const before = await notebookIn(folder, cells, "book/a.ipynb".slice(beside["book/x.png"] ? 0 : 5));
    const home = path.dirname(before);
    const ended = await command(["export", before, "--to", to]);
    const text = await readFile(path.join(home, `a.${to}`), "utf8").catch(() => "");
    return { ...ended, text, files: (await readdir(home, { recursive: true })).sort() };
  });

/** The elements of a page that could run something, as a browser would find them: outside of attributes' text. */
const scripts = (html: string) => [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];

const hostile: TestCell[] = [
  markdownCell(`# Title\n\n<img src=x onerror=alert(1)> [go](javascript:alert(1)) ${breakout}`),
  {
    source: `"${breakout}"`,
    outputs: [
      { output_type: "stream", name: "stdout", text: [breakout, "\u001b[31mred\u001b[0m"] },
      shown({ "text/html": `<img src=x onerror="alert(1)">${breakout}` }),
      shown({ "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>` }),
      shown({ "image/png": png, "text/plain": `"><script>alert(1)</script>` }),
      shown({ "text/markdown": `${breakout} [x](javascript:alert(2)) <b onclick=alert(1)>` }),
      shown({ "text/latex": `$\\href{javascript:alert(1)}{x} <script>$` }),
      shown({ "application/vnd.noisebook.trajectory+json": { sampler: breakout } }),
      shown({ "application/json": { a: breakout } }),
      { output_type: "error", ename: "E", evalue: breakout, traceback: [breakout] },
    ],
  },
];

test("html: no output can run, or end the element it stands in", async () => {
  const { code, text } = await exported("html", hostile);
  assert.equal(code, 0);
  const found = scripts(text);
  // The payload of the trajectory, which is data, and our own.
  assert.deepEqual(
    found.map(([, attributes]) => attributes),
    [' type="application/json"', ' type="module"'],
  );
  assert.deepEqual(JSON.parse(found[0][2]), { sampler: breakout });
  const hash = createHash("sha256").update(found[1][2]).digest("base64");
  assert.match(text, /default-src 'none'/);
  assert.ok(text.includes(`script-src 'sha256-${hash}'`), "the policy does not name the page's script alone");
  const page = text.replace(found[1][0], "");
  assert.equal(/<[a-z][^<>]*\son\w+\s*=/i.test(page), false, "an event handler is left");
  assert.equal(/(href|src)="?javascript:/i.test(page), false, "a link to a script is left");
});

test("html: one file that names nothing outside of itself", async () => {
  const { text, files } = await exported("html", [
    markdownCell("# A *title*\n\n![far](https://example.org/a.png) $\\mathbb{E}[x]$"),
    "const x = 1;",
  ]);
  assert.deepEqual(files, ["a.html", "a.ipynb"]);
  assert.match(text, /<title>A title<\/title>/);
  assert.match(text, /<html lang="en">/);
  assert.equal(/<(img|link|iframe|script|source)[^>]*\s(src|href)="(?!data:)/.test(text), false);
  assert.equal(/url\((?!data:)/.test(text), false, "a style names a file");
  // Blackboard letters are in a font of their own; script letters are not used here.
  assert.match(text, /font-family:"?KaTeX_AMS/);
  assert.equal(/@font-face\{[^}]*KaTeX_Script/.test(text), false);
});

test("html: pictures beside the notebook are within the page, others of the person's are not", async () => {
  const { text } = await exported("html", [markdownCell("![in](x.png) ![out](../secret.png)")], {
    "book/x.png": Buffer.from(png, "base64"),
    "secret.png": Buffer.from(png, "base64"),
  });
  assert.equal([...text.matchAll(/<img /g)].length, 1);
  assert.match(text, /<img src="data:image\/png;base64,[^"]+" alt="in">/);
});

test("html: a terminal's colours are colours, an error looks like one", async () => {
  const { text } = await exported("html", hostile);
  assert.match(text, /<span class="ansi-red-fg">red<\/span>/);
  assert.match(text, /<pre class="text error" role="alert">/);
});

test("md: code and text in fences, pictures beside, no HTML of an output", async () => {
  const { text, files, code } = await exported("md", hostile.slice(1));
  assert.equal(code, 0);
  assert.deepEqual(files, ["a.ipynb", "a.md", "a_files", "a_files/cell-1-2.png", "a_files/cell-1.svg"]);
  assert.ok(text.startsWith("```ts\n"));
  assert.match(text, /\n!\[.*\]\(<a_files\/cell-1-2\.png>\)\n/);
  assert.equal(text.includes("\u001b"), false);
  const outside = text.replace(/^(`{3,})[\s\S]*?^\1$/gm, "");
  assert.equal(/<(?!a_files)[a-z/!]/i.test(outside), false, `HTML is left: ${outside}`);
});

test("md: a fence is longer than any within", async () => {
  const { text } = await exported("md", ["const a = `x`; // ```` four"]);
  assert.equal(text, "`````ts\nconst a = `x`; // ```` four\n`````\n");
});

test("ts: cells in percent format, everything that is not TypeScript a comment", async () => {
  const { text } = await exported("ts", [
    markdownCell("# T\n\ntext"),
    { source: "const a: number = 1;", tags: ["parameters"] },
    { source: "a = 2;", tags: ["injected-parameters"] },
  ]);
  assert.equal(
    text,
    [
      "// %% [markdown]\n// # T\n//\n// text\n",
      '// %% tags=["parameters"]\nlet a: number = 1;\n',
      '// %% tags=["injected-parameters"]\na = 2;\n',
    ].join("\n"),
  );
});

test("--out - writes to standard output and nowhere else", () =>
  inFolder(async (folder) => {
    const file = await notebookIn(folder, ["1"]);
    const { stdout } = await command(["export", file, "--to", "md", "--out", "-"]);
    assert.equal(stdout, "```ts\n1\n```\n");
    assert.deepEqual(await readdir(folder), ["a.ipynb"]);
  }));

test("a damaged notebook leaves nothing behind, and the notebook itself is never written over", () =>
  inFolder(async (folder) => {
    const file = await notebookIn(folder, [{ source: "1", outputs: [{ output_type: "stream" }] }]);
    const damaged = await command(["export", file, "--to", "html"]);
    assert.equal(damaged.code, 2);
    assert.match(damaged.stderr, /an output of cell 1 is damaged/);
    const over = await command(["export", file, "--to", "md", "--out", file]);
    assert.equal(over.code, 2);
    assert.match(over.stderr, /names the notebook itself/);
    assert.deepEqual(await readdir(folder), ["a.ipynb"]);
  }));
