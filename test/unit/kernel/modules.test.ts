import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { startKernel } from "./start-kernel.ts";

/** A kernel in a folder of its own that holds these files; `await using` ends both. */
async function startIn(files: Record<string, string>) {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "noisebook-test-")));
  const write = async (more: Record<string, string>) => {
    for (const [name, text] of Object.entries(more)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
  };
  await write(files);
  const session = await startKernel(folder);
  return {
    folder,
    write,
    run: (code: string) => session.run(code),
    kernel: session.kernel,
    /** The value of a cell's last expression, as JSON carries it. */
    async value(code: string): Promise<unknown> {
      const { reply, value } = await session.run(code);
      if (reply.status !== "ok") assert.fail(JSON.stringify(reply));
      return value;
    },
    async error(code: string): Promise<string[]> {
      const { reply } = await session.run(code);
      return reply.status === "error" ? reply.traceback : assert.fail("it ran");
    },
    async [Symbol.asyncDispose]() {
      await session.kernel.stop();
      await rm(folder, { recursive: true });
    },
  };
}

test("local files are found as TypeScript finds them", async () => {
  await using kernel = await startIn({
    "lib/a.ts": "export const name: string = 'a'",
    "lib/b.tsx": "export const name = 'b' as const",
    "lib/c.mts": "export const name = 'c' satisfies string",
    "lib/d.mjs": "export const name = 'd'",
    "e/index.ts": "export const name = 'e'",
    "f.ts": "export { name } from './lib/a'",
    "f/index.ts": "export const name = 'folder'",
    "with space #1.ts": "export const name = 'g'",
  });
  assert.equal(
    await kernel.value(`
      import { name as a } from "./lib/a";
      import { name as aJs } from "./lib/a.js";
      import { name as aTs } from "./lib/a.ts";
      import { name as b } from "./lib/b";
      import { name as c } from "./lib/c.mjs";
      import { name as d } from "./lib/d.mjs";
      import { name as e } from "./e";
      import { name as f } from "./f";
      import * as g from "./with space #1";
      const abs = await import(__dirname + "/lib/a.ts");
      const url = await import(new URL("./lib/b.tsx", import.meta.url));
      [a, aJs, aTs, b, c, d, e, f, g.name, abs.name, url.name].join("")`),
    "aaabcdeagab",
  );
});

test("tsconfig.json's paths, baseUrl and extends lead to files, and its edit is noticed", async () => {
  await using kernel = await startIn({
    "base.json": JSON.stringify({ compilerOptions: { baseUrl: ".", paths: { "@/*": ["./src/*"] } } }),
    "tsconfig.json": '{ "extends": "./base.json", /* JSON with comments */ }',
    "src/deep/x.ts": "export const x = 1",
    "src/y.ts": "export { x as y } from '@/deep/x'",
    "other/y.ts": "export const y = 2",
  });
  assert.equal(
    await kernel.value('import { y } from "@/y"; import { x } from "src/deep/x"; [x, y].join()'),
    "1,1",
  );
  await kernel.write({
    "tsconfig.json": JSON.stringify({ compilerOptions: { paths: { "@/*": ["./other/*"] } } }),
  });
  assert.equal(await kernel.value('import { y } from "@/y"; String(y)'), "2");
});

test("tfjs and the runtime are one instance in cells and local files", async () => {
  await using kernel = await startIn({
    "a.ts": `
      import * as tf from "@tensorflow/tfjs";
      import { zeros } from "@tensorflow/tfjs-core";
      import { linear } from "noisebook/schedules";
      export const same = (other: typeof tf) => tf.engine() === other.engine() && zeros === other.zeros;
      export { linear };`,
  });
  assert.equal(
    await kernel.value(`
      import * as tf from "@tensorflow/tfjs";
      import { linear as ours } from "noisebook/schedules";
      import { same, linear } from "./a";
      [same(tf), linear === ours].join()`),
    "true,true",
  );
});

test("packages that import tfjs get the runtime's, as modules and as CommonJS, through others and local files", async () => {
  const manifest = (name: string, more: object) => JSON.stringify({ name, version: "1.0.0", ...more });
  await using kernel = await startIn({
    "node_modules/esm/package.json": manifest("esm", {
      type: "module",
      exports: "./index.js",
      peerDependencies: { "@tensorflow/tfjs-core": "^4" },
    }),
    "node_modules/esm/index.js":
      "import * as tf from '@tensorflow/tfjs-core'; export const double = (x) => tf.mul(x, 2); export { tf };",
    "node_modules/cjs/package.json": manifest("cjs", { dependencies: { "@tensorflow/tfjs-layers": "^4" } }),
    "node_modules/cjs/index.js":
      "const tfl = require('@tensorflow/tfjs-layers'); class Twice extends tfl.layers.Layer {} exports.Layer = tfl.layers.Layer; exports.Twice = Twice;",
    "node_modules/outer/package.json": manifest("outer", { dependencies: { cjs: "1" } }),
    "node_modules/outer/index.js": "module.exports = require('cjs');",
    "node_modules/plain/package.json": manifest("plain", {}),
    "node_modules/plain/index.js": "exports.value = 7;",
    // A copy that must not be loaded.
    "node_modules/@tensorflow/tfjs-core/package.json": manifest("@tensorflow/tfjs-core", {}),
    "node_modules/@tensorflow/tfjs-core/index.js": "throw new Error('the copy');",
    "local.ts": "export { double } from 'esm'",
  });
  const loaded = "process.memoryUsage().external"; // a plain package loads no tfjs: its heap alone is 16 MB
  const before = Number(await kernel.value(`import { value } from "plain"; ${loaded}`));
  assert.ok(before < 16e6, `${before} bytes`);
  assert.equal(await kernel.value('import { double } from "./local"; (await double([3]).data())[0]'), "6");
  const same = (code: string) => kernel.value(`import * as tf from "@tensorflow/tfjs"; ${code}`);
  assert.equal(await same('import * as esm from "esm"; esm.tf.Tensor === tf.Tensor'), "true");
  assert.equal(await same('import outer from "outer"; outer.Layer === tf.layers.Layer'), "true");
  assert.equal(await same('import * as l from "@tensorflow/tfjs-layers"; l.layers === tf.layers'), "true");
});

test("an edited file is new with all that imports it, and no other", async () => {
  await using kernel = await startIn({
    "a.ts": "import { B } from './b'; export class A { b = new B().says }",
    "b.ts": "export class B { says = 'old' }",
    "c.ts": "export class C {}; export const state = { n: 0 }",
  });
  const cell = 'import { A } from "./a"; import { B } from "./b"; import { C, state } from "./c";';
  assert.equal(
    await kernel.value(`${cell} const a = new A(), b = new B(), c = new C(); state.n++; a.b`),
    "old",
  );
  const instances = `${cell} [a instanceof A, b instanceof B, c instanceof C, state.n, new A().b].join()`;
  assert.equal(await kernel.value(instances), "true,true,true,1,old");
  await kernel.write({ "b.ts": "export class B { says = 'new' }" });
  assert.equal(await kernel.value(instances), "false,false,true,1,new");
  await kernel.write({ "a.ts": "import { B } from './b'; export class A { b = new B().says + '!' }" });
  assert.equal(await kernel.value(instances), "false,false,true,1,new!");
  assert.equal(await kernel.value('import { B as Again } from "./b"; String(Again === B)'), "true");
});

test("local files may import each other, and exports are live", async () => {
  await using kernel = await startIn({
    "even.ts": `
      import { isOdd } from "./odd";
      export let asked = 0;
      export function isEven(n: number): boolean { asked++; return n === 0 || isOdd(n - 1) }`,
    "odd.ts": `
      import { isEven, asked } from "./even";
      export const isOdd = (n: number): boolean => n !== 0 && isEven(n - 1);
      export const seen = () => asked;`,
  });
  const cell = 'import { isEven } from "./even"; import { seen } from "./odd"; [isEven(3), seen()].join()';
  assert.equal(await kernel.value(cell), "false,2");
  await kernel.write({
    "odd.ts": "import './even'; export const isOdd = () => 'edited'; export const seen = () => 0",
  });
  assert.equal(await kernel.value(cell), "edited,0");
});

test("files that import each other may use Node's modules before they are done", async () => {
  await using kernel = await startIn({
    "a.ts":
      "import { b } from './b'; import { sep } from 'node:path'; export function a() { return sep } export { b }",
    "b.ts": "import { a } from './a'; export const b = a()",
  });
  assert.equal(await kernel.value('import { b } from "./a"; b'), "/");
});

test("types that are imported and exported as if they were values vanish", async () => {
  await using kernel = await startIn({
    "types.ts":
      "export interface T { x: number }; export type U = string; export const v = 1; export type Sizes = 1; export const sizes = 2",
    "only.ts": "export interface Only { y: number }",
    "index.ts": `
      import { T, v } from "./types"; import * as types from "./types";
      if (types.v !== v) throw new Error();
      import { Only } from "./only";
      export { T, v, Only };
      export { U } from "./types";
      export * from "./only";
      export * as all from "./types";`,
  });
  assert.equal(
    await kernel.value(`
      import { T, v, Only, all } from "./index"; import { Sizes } from "./types";
      import type { U } from "./index";
      const t: T = { x: v }; const u: U = "u"; const o: Only = { y: 1 };
      [t.x, u, o.y, all.v].join()`),
    "1,u,1,1",
  );
});

test("JSON is imported with its names, with and without an attribute, and again when edited", async () => {
  await using kernel = await startIn({
    "d.json": '{ "n": 1, "a b": 2 }',
    "list.json": "[1, 2]",
    "a.ts":
      "import d, { n } from './d.json'; import * as all from './d.json'; export const sum = d.n + n + all.n",
  });
  const cell = `
    import d from "./d.json"; import same from "./d.json" with { type: "json" }; import { n } from "./d.json";
    import list from "./list"; import { sum } from "./a";
    [d.n, d["a b"], same === d, n, list.length, sum, require("./d.json") === d].join()`;
  assert.equal(await kernel.value(cell), "1,2,true,1,2,3,true");
  await kernel.write({ "d.json": '{ "n": 5 }' });
  assert.equal(await kernel.value(cell), "5,,true,5,2,15,true");
  await kernel.write({ "d.json": '{\n  "n": 5,\n}' });
  const [message, ...places] = await kernel.error('import d from "./d.json"');
  assert.match(message, /^SyntaxError: Expected/);
  assert.equal(places[0], "d.json, line 3, column 1");
});

const packages = {
  "node_modules/esm/package.json": JSON.stringify({
    name: "esm",
    type: "module",
    exports: {
      ".": { import: "./i.js" },
      "./sub": "./s.js",
      "./data.json": "./d.json",
      "./fail": "./fail.js",
    },
  }),
  "node_modules/esm/i.js": "export const esm = 'esm'; export default esm",
  "node_modules/esm/s.js": "export const sub = 'sub'",
  "node_modules/esm/d.json": '{ "json": 1 }',
  "node_modules/esm/fail.js": "import 'peer-that-is-not-there'",
  "node_modules/cjs/package.json": '{ "name": "cjs", "main": "main" }',
  "node_modules/cjs/main.js":
    "module.exports = Object.assign(() => 'called', { ['hid' + 'den']: 1 }); exports = 2",
  "node_modules/cjs/extra.js": "exports.extra = 1",
  "node_modules/@scope/both/package.json": JSON.stringify({
    name: "@scope/both",
    exports: { import: "./i.mjs", require: "./r.cjs" },
  }),
  "node_modules/@scope/both/i.mjs": "export const how = 'import'",
  "node_modules/@scope/both/r.cjs": "exports.how = 'require'",
};

test("packages: ESM-only, CommonJS with names Node cannot see, subpaths, JSON, conditions, scopes", async () => {
  await using kernel = await startIn({
    ...packages,
    "sub/a.ts": `
      import { esm } from "esm"; import called, { hidden, T } from "cjs"; import * as all from "cjs";
      import { how } from "@scope/both";
      export const text = [esm, called(), hidden, all.hidden, how].join();
      export { extra } from "cjs/extra"; export { T };`,
  });
  assert.equal(
    await kernel.value(`
      import def, { esm } from "esm"; import { sub } from "esm/sub"; import json from "esm/data.json";
      import called, { hidden } from "cjs"; import * as all from "cjs"; import { extra } from "cjs/extra";
      import { how } from "@scope/both";
      [def, esm, sub, json.json, called(), hidden, all.hidden, extra, how, require("@scope/both").how].join()`),
    "esm,esm,sub,1,called,1,1,1,import,require",
  );
  assert.equal(
    await kernel.value('import { text, extra as passed } from "./sub/a"; text + passed'),
    "esm,called,1,1,import1",
  );
  assert.match((await kernel.error('import "esm/nope"'))[0], /does not export "esm\/nope"/);
  assert.match(
    (await kernel.error('import "cjs/nope"'))[0],
    /"cjs" is installed, but there is no "cjs\/nope"/,
  );
  assert.match(
    (await kernel.error('import { text2 } from "./sub/a"; text2'))[0],
    /"\.\/sub\/a" has no export "text2"; did you mean "text"\?/,
  );
  await kernel.write({
    "pass.ts": "export * from 'esm'; export * from 'node:path'",
    "take.ts": "import { esm, sep } from './pass';\nimport { gone } from './pass'; gone()",
    "style.ts": "import './style.css'",
    "style.css": "",
  });
  assert.deepEqual((await kernel.error('import "./take"')).slice(0, 2), [
    'ImportError: "./pass" has no export "gone".',
    "take.ts, line 2, column 1",
  ]);
  assert.deepEqual((await kernel.error('import "./style"')).slice(1, 2), ["style.ts, line 1, column 1"]);
  assert.match((await kernel.error('import "esm/fail"'))[0], /npm install peer-that-is-not-there/);
});

test("a missing package's error names the command of the package manager in use; once there it is found", async () => {
  await using kernel = await startIn({ "a.ts": "const n: number = 1;\nimport 'esm';\nimport 'nope/x';" });
  assert.match((await kernel.error('import { esm } from "esm"'))[0], /"esm".*: npm install esm$/);
  for (const [lock, command] of [
    ["yarn.lock", "yarn add"],
    ["pnpm-lock.yaml", "pnpm add"],
  ]) {
    await kernel.write({ [lock]: "" });
    assert.match((await kernel.error('import "@a/b/c"'))[0], new RegExp(`"@a/b".*: ${command} @a/b$`));
  }
  assert.equal((await kernel.error('import "./a"'))[1], "a.ts, line 2, column 1");
  await kernel.write(packages);
  assert.equal(await kernel.value('import { esm } from "esm"; esm'), "esm");
  assert.equal((await kernel.error('import "./a"'))[1], "a.ts, line 3, column 1");
});

test("Node's modules; one that this Node lacks is named", async () => {
  await using kernel = await startIn({
    "a.ts": "import { sep } from 'path';\nimport { readFileSinc } from 'node:fs';\nreadFileSinc(sep)",
  });
  assert.equal(
    await kernel.value('import { sep } from "path"; import fs from "node:fs"; sep + typeof fs.statSync'),
    "/function",
  );
  assert.match(
    (await kernel.error('import "node:nothing-like-it"'))[0],
    /Node \d+\.\d+\.\d+ has no module "node:nothing/,
  );
  assert.match((await kernel.error('import "node:pathh"'))[0], /Did you mean "node:path"/);
  const [message, place] = await kernel.error('import "./a"');
  assert.match(message, /did you mean "readFileSync"/);
  assert.equal(place, "a.ts, line 2, column 1");
});

test("CommonJS files: names, cycles, JSON, edits; .cts as TypeScript writes it", async () => {
  await using kernel = await startIn({
    "a.js":
      "const b = require('./b'); exports.name = 'a' + b.name; exports.early = b.early; exports.dir = __dirname",
    "b.cjs":
      "#!/usr/bin/env node\n'use strict'; exports.early = Object.keys(require('./a')).length; exports.name = require('./d.json').n",
    "d.json": '{ "n": 1 }',
    "t.cts":
      "import path = require('path'); import { name } from './a'; const out: string = path.join(name, 'x'); export = { out }",
    "u.ts":
      "import a = require('./a'); import { out } from './t.cjs'; export const both = [a.name, out, __filename.endsWith('u.ts')]",
  });
  const cell = `
    import a, { name } from "./a.js"; import { both } from "./u";
    [name, a.early, a.dir === __dirname, require("./a") === a, require("./t.cjs").out, both].join()`;
  assert.equal(await kernel.value(cell), "a1,0,true,true,a1/x,a1,a1/x,true");
  await kernel.write({ "d.json": '{ "n": 2 }' });
  assert.equal(await kernel.value(cell), "a2,0,true,true,a2/x,a2,a2/x,true");
});

test("require says to use import for what only import can load", async () => {
  await using kernel = await startIn({ ...packages, "a.ts": "export const a = 1" });
  for (const name of ["./a", "./a.ts", "@tensorflow/tfjs", "noisebook/data"]) {
    assert.match((await kernel.error(`require("${name}")`))[0], new RegExp(`Use import\\("${name}"\\)`));
  }
  assert.match((await kernel.error('require("no-such-package")'))[0], /npm install no-such-package/);
  assert.equal(
    await kernel.value(
      '[typeof require.resolve, require("node:path").sep, require("fs") === require("node:fs")].join()',
    ),
    "function,/,true",
  );
});

test("import.meta, __dirname and __filename are those of the original file", async () => {
  await using kernel = await startIn({
    "lib/a.ts": `
      export const { url, dirname, filename } = import.meta;
      export const b = import.meta.resolve("./b");
      export const later = () => import("./b");`,
    "lib/b.ts": "export const b = 1",
  });
  assert.deepEqual(
    JSON.parse(
      String(
        await kernel.value(`
          import * as a from "./lib/a";
          JSON.stringify([a.url, a.dirname, a.filename, a.b, (await a.later()).b, __dirname, __filename, import.meta.url])`),
      ),
    ),
    [
      `file://${kernel.folder}/lib/a.ts`,
      `${kernel.folder}/lib`,
      `${kernel.folder}/lib/a.ts`,
      `file://${kernel.folder}/lib/b.ts`,
      1,
      kernel.folder,
      `${kernel.folder}/notebook.ts`,
      `file://${kernel.folder}/notebook.ts`,
    ],
  );
});

test("JSX and decorators are as tsconfig.json says, in files and cells", async () => {
  const legacy =
    "const log: string[] = []; function mark(target: object, key: string) { log.push(key) }\nclass D { @mark m() {} }";
  const standard =
    "function up<T>(value: T, { name }: { name: string | symbol }): T { (value as any).seen = name; return value }\n@up class S {}";
  await using kernel = await startIn({
    "node_modules/ui/package.json":
      '{ "name": "ui", "type": "module", "exports": { "./jsx-runtime": "./j.js" } }',
    "node_modules/ui/j.js": "export const jsx = (type, props) => type + ':' + props.children",
    "tsconfig.json": '{ "compilerOptions": { "jsx": "preserve", "jsxImportSource": "ui" } }',
    "a.tsx": "export const made = <b>hi</b>",
    "s.ts": `${standard}; export const seen = (S as any).seen`,
    "legacy/tsconfig.json": '{ "compilerOptions": { "experimentalDecorators": true } }',
    "legacy/d.ts": `${legacy}; export const first = log[0]`,
  });
  const cell = `import { made } from "./a"; import { seen } from "./s"; import { first } from "./legacy/d";
    ${standard}
    [made, seen, first, (S as any).seen].join()`;
  assert.equal(await kernel.value(cell), "b:hi,S,m,S");
  assert.equal(await kernel.value(cell), "b:hi,S,m,S");
  await kernel.write({ "tsconfig.json": '{ "compilerOptions": { "experimentalDecorators": true } }' });
  assert.equal(await kernel.value(`${legacy}\nlog.join()`), "m");
});

test("an error in a local file names its TypeScript line and the imports that led there", async () => {
  await using kernel = await startIn({
    "lib/boom.ts":
      "interface Long {\n  x: number;\n}\nexport function boom(n: number): never {\n  throw new RangeError('no ' + n);\n}",
    "top.ts": "import { boom } from './lib/boom';\n\nconst n: number = 1;\nboom(n);",
    "entry.ts": "type T = 1;\nimport './top';",
    "bad.ts": "const a: number = 1;\nconst b = = 2;",
    "late.ts": "export const load = async () =>\n  await import('./bad');",
    "c.cjs": "exports.f = () => {\n  throw new Error('c');\n};",
  });
  assert.deepEqual(await kernel.error('import { boom } from "./lib/boom";\nboom(2)'), [
    "RangeError: no 2",
    "lib/boom.ts, line 5, column 9 (in boom)",
    "  5 |   throw new RangeError('no ' + n);",
    "    from cell 1, line 2, column 1",
  ]);
  assert.deepEqual(await kernel.error('1;\nimport "./entry"'), [
    "RangeError: no 1",
    "lib/boom.ts, line 5, column 9 (in boom)",
    "  5 |   throw new RangeError('no ' + n);",
    "    from top.ts, line 4, column 1",
    "    from entry.ts, line 2, column 1",
    "    from cell 2, line 2, column 1",
  ]);
  assert.deepEqual(await kernel.error('import { load } from "./late";\nawait load()'), [
    'SyntaxError: Unexpected "="',
    "bad.ts, line 2, column 11",
    "  2 | const b = = 2;",
    "    from late.ts, line 2, column 9 (in load)",
    "    from cell 3, line 2, column 7",
  ]);
  assert.deepEqual((await kernel.error('require("./c.cjs").f()')).slice(0, 3), [
    "Error: c",
    "c.cjs, line 2, column 9 (in exports.f)",
    "  2 |   throw new Error('c');",
  ]);
});

test("a file that failed or was interrupted begins anew; what succeeded before stays", async () => {
  await using kernel = await startIn({
    "a.ts":
      "import { held } from './held'; if (!(globalThis as any).ok) throw new Error('not yet'); export { held }",
    "held.ts": "export const held = {}",
    "loop.ts":
      "(globalThis as any).runs = ((globalThis as any).runs ?? 0) + 1; while (!(globalThis as any).ok);",
  });
  await kernel.value('import { held } from "./held"; 1');
  assert.equal((await kernel.error('import "./a"'))[0], "Error: not yet");
  const looping = kernel.run('import "./loop"');
  setTimeout(() => kernel.kernel.interrupt(), 300);
  assert.equal((await looping).reply.status, "error");
  await kernel.value("globalThis.ok = true");
  assert.equal(
    await kernel.value(
      'import { held as again } from "./a"; import "./loop"; [again === held, globalThis.runs].join()',
    ),
    "true,2",
  );
});

test("imports at the same time share their files, also when one of them fails", async () => {
  await using kernel = await startIn({
    "slow.ts": "export { c } from './c'; await new Promise((done) => setTimeout(done, 50))",
    "fails.ts": "export { c } from './c'; throw new Error('fails')",
    "c.ts": "export const c = {}; export const read = async () => (await import('./d')).d",
    "d.ts": "export const d = 1",
  });
  await kernel.value('import { c, read } from "./c"; 1');
  assert.equal(
    await kernel.value(`
      const [slow, failed] = await Promise.allSettled([import("./slow"), import("./fails")]);
      const again = await import("./slow");
      [failed.status, slow.value === again, again.c === c, await read()].join()`),
    "rejected,true,true,1",
  );
  await kernel.write({ "d.ts": "export const d = 2" });
  assert.equal(await kernel.value("String(await read())"), "2");
});

test("compiled files are gone with the kernel, and those of a killed one with the next", async () => {
  const files = { "a.ts": "export const a = 1" };
  const folders = async (pid: string) =>
    (await readdir(os.tmpdir())).filter((name) =>
      name.startsWith(`noisebook-modules-${os.hostname()}-${pid}-`),
    );
  const start = async () => {
    const kernel = await startIn(files);
    const pid = await kernel.value('import { a } from "./a"; String(a && process.pid)');
    return { kernel, pid: String(pid) };
  };
  const killed = await start();
  assert.equal((await folders(killed.pid)).length, 1);
  await killed.kernel[Symbol.asyncDispose]();
  const ended = await start();
  assert.deepEqual(await folders(killed.pid), []);
  assert.equal((await folders(ended.pid)).length, 1);
  await assert.rejects(ended.kernel.run("process.exit(0)"));
  assert.deepEqual(await folders(ended.pid), []);
  await ended.kernel[Symbol.asyncDispose]();
});

test("a project of fifty files is imported at once, and again at no cost", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 50 }, (_, i) => [
      `lib/f${i}.ts`,
      `import path from "node:path"; ${i < 49 ? `import { sum as next } from "./f${i + 1}";` : "const next = 0;"}
       export const sum: number = next + path.sep.length;`,
    ]),
  );
  await using kernel = await startIn(files);
  const cell =
    'const start = performance.now(); const { sum } = await import("./lib/f0"); [sum, performance.now() - start].join()';
  await kernel.value("0");
  const [sum, first] = String(await kernel.value(cell))
    .split(",")
    .map(Number);
  const [, again] = String(await kernel.value(cell))
    .split(",")
    .map(Number);
  assert.equal(sum, 50);
  assert.ok(first < 3000 && again < first, `${first} ms, then ${again} ms`);
});
