import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test, { after } from "node:test";
import { complete, Docs, inspect, Peeker, type View } from "../../../../src/kernel/introspect/index.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-docs-"));
after(() => rm(folder, { recursive: true }));
const file = path.join(folder, "docs.json");
const modules = {
  "noisebook/sample": {
    f: { kind: "function", signatures: ["(a: number): string"], doc: "Says a number." },
    C: {
      kind: "class",
      signatures: ["(n: number)"],
      members: { hidden: { kind: "function", signatures: ["(): void"] } },
      methods: { m: { kind: "function", signatures: ["(): void"] } },
    },
  },
};
await writeFile(file, JSON.stringify({ stamp: "", modules }));

test("values are known by what they are, once their module is loaded, and no getter runs", () => {
  class C {
    static get hidden() {
      return assert.fail("a getter ran");
    }
    m() {}
  }
  const f = () => "";
  let there: object | null = null;
  const docs = new Docs({
    file,
    loaded: (name) => (name === "noisebook/sample" ? there : null),
    log: (text) => assert.fail(text),
  });
  docs.refresh();
  assert.equal(docs.of(f), null);
  there = { f, C };
  docs.refresh();
  assert.equal(docs.of(f)?.entry.doc, "Says a number.");
  assert.equal(docs.of(Reflect.get(new C(), "m"))?.name, "C.m");
  assert.equal(
    docs.of(() => ""),
    null,
  );
});

test("a file that cannot be read is told of once", () => {
  const said: string[] = [];
  const docs = new Docs({
    file: path.join(folder, "none.json"),
    loaded: () => null,
    log: (text) => said.push(text),
  });
  for (let i = 0; i < 3; i++) docs.refresh();
  assert.equal(docs.exportsOf("noisebook/sample"), null);
  assert.equal(said.length, 1);
  assert.match(said[0], /none\.json/);
});

/** Of a kernel that has loaded nothing. */
const emptyView = (): View => ({
  peeker: new Peeker(),
  places: { folder, runtime: folder },
  docs: new Docs({ file, loaded: () => null, log: (text) => assert.fail(text) }),
  loaded: () => null,
  scripts: () => [],
});

test("no trap of a proxy runs, not even of one among the prototypes", async () => {
  const traps: string[] = [];
  const handler = new Proxy({}, { get: (_, trap) => void traps.push(String(trap)) });
  const proxy = new Proxy({}, handler);
  Object.assign(globalThis, { proxy, heir: Object.create(proxy) as object, held: { proxy } });
  traps.length = 0; // Object.create has asked nothing, and Object.assign nothing of it
  const view = emptyView();
  for (const code of ["proxy", "heir", "held", "heir.x", "held.proxy.x"]) {
    await inspect(code, code.length, 0, view);
    await complete(`${code}.`, code.length + 1, view);
  }
  assert.deepEqual(traps, []);
});

test("a getter with effects or without end is not waited for", async () => {
  let runs = 0;
  const sample = {
    get counted() {
      return ++runs;
    },
    get endless() {
      for (;;);
    },
    get plain() {
      return { answer: 42 };
    },
  };
  Object.assign(globalThis, { withGetters: sample });
  const view = emptyView();
  const ask = (code: string) => inspect(code, code.length, 0, view);
  assert.equal((await ask("withGetters.counted")).found, false);
  assert.equal(runs, 0);
  assert.equal((await ask("withGetters.endless")).found, false);
  assert.match(String((await ask("withGetters.plain")).data["text/plain"]), /answer: 42/);
});
