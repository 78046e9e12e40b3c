import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { installOnce, isInstalled } from "../../../scripts/lib/install-once.mjs";

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-"));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test("a folder is filled once for a stamp, and anew for another", async (t) => {
  const folder = path.join(await temporaryFolder(t), "tool");
  let fills = 0;
  const fill = async (part: string): Promise<void> => {
    fills += 1;
    await writeFile(path.join(part, "number"), String(fills));
  };
  await installOnce(folder, "1.0", fill);
  await installOnce(folder, "1.0", fill);
  assert.equal(fills, 1);
  await installOnce(folder, "2.0", fill);
  assert.equal(await readFile(path.join(folder, "number"), "utf8"), "2");
});

test("an install that fails leaves nothing behind and is done again", async (t) => {
  const parent = await temporaryFolder(t);
  const folder = path.join(parent, "tool");
  const half = async (part: string): Promise<void> => {
    await writeFile(path.join(part, "half"), "");
    throw new Error("cut off");
  };
  await assert.rejects(installOnce(folder, "1.0", half), /cut off/);
  assert.deepEqual(await readdir(parent), []);
  await installOnce(folder, "1.0", async () => {});
  assert.equal(await isInstalled(folder, "1.0"), true);
  assert.equal(existsSync(path.join(folder, "half")), false);
});

test("what a killed install left is removed, what a running one fills is not", async (t) => {
  const parent = await temporaryFolder(t);
  const folder = path.join(parent, "tool");
  const dead = `${folder}.part-4194305`; // above the largest process number of Linux
  const running = `${folder}.part-${process.ppid}`;
  await mkdir(dead);
  await mkdir(running);
  await installOnce(folder, "1.0", async () => {});
  assert.equal(existsSync(dead), false);
  assert.equal(existsSync(running), true);
});

test("a folder without its stamp, as a copy that was cut off leaves it, counts as absent", async (t) => {
  const folder = path.join(await temporaryFolder(t), "tool");
  await mkdir(folder);
  await writeFile(path.join(folder, "program"), "");
  assert.equal(await isInstalled(folder, "1.0"), false);
});
