import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test, { after } from "node:test";
import { startKernel } from "../start-kernel.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-braces-"));
await writeFile(
  path.join(folder, "local.ts"),
  "(globalThis as any).ran = true; export const near = 1; export const net = (a = 2) => a;",
);
const packaged = path.join(folder, "node_modules/packaged");
await mkdir(packaged, { recursive: true });
await writeFile(path.join(packaged, "package.json"), '{ "name": "packaged", "main": "main.cjs" }');
await writeFile(path.join(packaged, "main.cjs"), "exports.far = () => 1; exports.further = 2;");
const kernel = await startKernel(folder);
after(async () => {
  await kernel.kernel.stop();
  await rm(folder, { recursive: true });
});

/** Completes at the bar. */
async function at(text: string) {
  const { matches, metadata } = await kernel.ask("complete", {
    code: text.replace("|", ""),
    cursor_pos: text.indexOf("|"),
  });
  const types = metadata._jupyter_types_experimental as { text: string; type: string; signature?: string }[];
  return { matches, of: (name: string) => types.find((each) => each.text === name) };
}

test("the runtime's modules offer their exports, and nothing is loaded for it", async () => {
  const { matches, of } = await at('import { linear, | } from "noisebook/schedules"');
  assert.ok(matches.includes("cosine") && !matches.includes("linear") && !matches.includes("default"));
  assert.match(of("cosine")?.signature ?? "", /\): Schedule$/);
  assert.equal(of("Schedule")?.type, "class");
  const { matches: ofTfjs } = await at('import { matM| } from "@tensorflow/tfjs"');
  assert.deepEqual(ofTfjs, ["matMul"]);
  assert.equal((await kernel.run('"_tfGlobals" in globalThis')).value, "false");
});

test("a local file and a package offer theirs once they are imported", async () => {
  assert.deepEqual((await at('import { | } from "./local.ts"')).matches, []);
  assert.deepEqual((await at('import { | } from "packaged"')).matches, []);
  assert.equal((await kernel.run('"ran" in globalThis')).value, "false");
  await kernel.run('import "./local.ts"; import { far } from "packaged"');
  const { matches, of } = await at('import { ne| } from "./local.ts"');
  assert.deepEqual(matches, ["near", "net"]);
  assert.equal(of("net")?.signature, "(a = 2)");
  assert.deepEqual((await at('import { f| } from "packaged"')).matches, ["far", "further"]);
});
