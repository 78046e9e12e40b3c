import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { removeBackend } from "../../../src/backends/index.ts";
import { Staging } from "../../../src/backends/staging.ts";
import { backendFolder, bestBackend, readInstalled } from "../../../src/protocol/node/backend-store.ts";

/** A cache of its own for one test. */
async function inCache(body: () => Promise<void>): Promise<void> {
  const before = process.env.NOISEBOOK_CACHE;
  const cache = await mkdtemp(path.join(os.tmpdir(), "noisebook-cache-"));
  process.env.NOISEBOOK_CACHE = cache;
  try {
    await body();
  } finally {
    if (before === undefined) delete process.env.NOISEBOOK_CACHE;
    else process.env.NOISEBOOK_CACHE = before;
    await rm(cache, { recursive: true });
  }
}

const installed = { source: "PyPI: tensorflow-cpu", library: "libtensorflow 2", device: "CPU", gpu: false };

test("A backend counts when it is finished, and not before.", () =>
  inCache(async () => {
    const staging = new Staging(backendFolder("native"));
    await staging.open("pypi");
    await staging.step("files", () => writeFile(path.join(staging.folder, "addon"), "1"));
    assert.equal(readInstalled("native"), null);
    assert.equal(bestBackend(), "wasm");
    const place = await staging.finish(installed);
    assert.equal(place, backendFolder("native"));
    assert.deepEqual(readInstalled("native"), installed);
    assert.equal(bestBackend(), "native");
    assert.equal(existsSync(staging.folder), false);
    assert.equal(await readFile(path.join(place, "addon"), "utf8"), "1");
  }));

test("What is installed stays until another has taken its place.", () =>
  inCache(async () => {
    const first = new Staging(backendFolder("native"));
    await first.open("pypi");
    await first.finish(installed);
    const second = new Staging(backendFolder("native"));
    await second.open("npm");
    assert.deepEqual(readInstalled("native"), installed);
    await second.finish({ ...installed, source: "npm" });
    assert.equal(readInstalled("native")?.source, "npm");
  }));

test("An interrupted install goes on where it was; one from another source begins again.", () =>
  inCache(async () => {
    const done: string[] = [];
    const install = async (source: string, failing: boolean): Promise<void> => {
      const staging = new Staging(backendFolder("native"));
      await staging.open(source);
      await staging.step("download", () => Promise.resolve(void done.push(`download ${source}`)));
      await staging.step("compile", () => {
        if (failing) throw new Error("interrupted");
        return Promise.resolve(void done.push(`compile ${source}`));
      });
    };
    await assert.rejects(install("pypi", true), /interrupted/);
    await install("pypi", false);
    assert.deepEqual(done, ["download pypi", "compile pypi"]);
    await install("npm", false);
    assert.deepEqual(done.slice(2), ["download npm", "compile npm"]);
  }));

test("A GPU is chosen before TensorFlow's own kernels, and those before WebAssembly.", () =>
  inCache(async () => {
    for (const [name, gpu, best] of [
      ["webgpu", false, "wasm"],
      ["native", false, "native"],
      ["webgpu", true, "webgpu"],
    ] as const) {
      const staging = new Staging(backendFolder(name));
      await staging.open("npm");
      await staging.finish({ ...installed, gpu });
      assert.equal(bestBackend(), best);
    }
  }));

test("A manifest that was cut short counts for nothing, and removing leaves nothing.", () =>
  inCache(async () => {
    const staging = new Staging(backendFolder("webgpu"));
    await staging.open("npm");
    const place = await staging.finish(installed);
    await writeFile(path.join(place, "noisebook.json"), '{ "source": "np');
    assert.equal(readInstalled("webgpu"), null);
    await new Staging(backendFolder("webgpu")).open("npm");
    assert.equal(await removeBackend("webgpu"), true);
    assert.equal(existsSync(place), false);
    assert.equal(existsSync(new Staging(backendFolder("webgpu")).folder), false);
    assert.equal(await removeBackend("webgpu"), false);
  }));
