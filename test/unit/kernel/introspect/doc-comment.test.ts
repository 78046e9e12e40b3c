import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test, { after } from "node:test";
import { startKernel } from "../start-kernel.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-comments-"));
await writeFile(
  path.join(folder, "local.ts"),
  "type N = number;\n\n/** From a file. */\nexport function filed(n: N): N {\n  return n;\n}\n",
);
const kernel = await startKernel(folder);
after(async () => {
  await kernel.kernel.stop();
  await rm(folder, { recursive: true });
});

async function textOf(code: string): Promise<string> {
  const { data } = await kernel.ask("inspect", { code, cursor_pos: code.length, detail_level: 0 });
  return String(data["text/plain"]);
}

test("a function of a cell shows the comment that stands before it", async () => {
  await kernel.run(`import { readFile } from "node:fs/promises";
interface Point { x: number }

/**
 * Twice the x.
 * Of one point.
 */
function twice(p: Point): number { return 2 * p.x; }

/** Of a constant. */
const arrow: (n: number) => number = (n) => n + 1;
const bare = (n: number) => n + 2;

/** Waits. */
export async function waits(file: string) { return await readFile(file, "utf8"); }

/** Of a class. */
class Walker {
  /** Of a method. */
  walk(steps = 1) { return steps; }
  stand() { return 0; }
}
const walker = new Walker();`);
  assert.equal(await textOf("twice"), "function twice(p)\n\nTwice the x.\nOf one point.");
  assert.match(await textOf("arrow"), /\n\nOf a constant\.$/);
  assert.match(await textOf("waits"), /\n\nWaits\.$/);
  assert.match(await textOf("Walker"), /\n\nOf a class\.$/);
  assert.match(await textOf("walker.walk"), /\n\nOf a method\.$/);
  for (const none of ["bare", "walker.stand"])
    assert.doesNotMatch(await textOf(none), /Of|Twice|Waits/, none);
});

test("of a function that is declared again it is the newest that counts", async () => {
  await kernel.run("/** Once. */\nconst said = () => 7");
  assert.match(await textOf("said"), /Once/);
  await kernel.run("/** Twice. */\nconst said = () => 7");
  assert.match(await textOf("said"), /Twice/);
  await kernel.run("const said = () => 7");
  assert.doesNotMatch(await textOf("said"), /Once|Twice/);
});

test("a function of a local file shows its comment, also under another name", async () => {
  await kernel.run('import { filed as mine } from "./local.ts"');
  assert.match(await textOf("mine"), /\n\nFrom a file\.$/);
});
