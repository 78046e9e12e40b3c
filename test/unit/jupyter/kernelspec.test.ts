import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { dataFolders, userDataFolder } from "../../../src/jupyter/kernelspec/data-folders.ts";
import { stableNode } from "../../../src/jupyter/kernelspec/stable-node.ts";

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "noisebook-")));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

/** Runs `noisebook kernelspec` as a person would whose Jupyter data lies in `data`. */
const kernelspec = (data: string, ...args: string[]) =>
  new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const env = {
      ...process.env,
      JUPYTER_DATA_DIR: data,
      JUPYTER_PATH: "",
      VIRTUAL_ENV: "",
      CONDA_PREFIX: "",
    };
    execFile(
      process.execPath,
      ["bin/noisebook.mjs", "kernelspec", ...args],
      { env },
      (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr }),
    );
  });

interface Spec {
  argv: string[];
  interrupt_mode: string;
  language: string;
  metadata: { debugger: boolean };
}

test("an install writes the kernel's whole folder, says where, and may be done again", async (t) => {
  const data = await temporaryFolder(t);
  for (let times = 0; times < 2; times++) {
    const { code, stdout } = await kernelspec(data, "install");
    assert.equal(code, 0);
    assert.ok(stdout.startsWith(`Installed in ${path.join(data, "kernels", "noisebook")}\n`));
  }
  const folder = path.join(data, "kernels", "noisebook");
  const files = ["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];
  assert.deepEqual((await readdir(folder)).sort(), files);
  const spec = JSON.parse(await readFile(path.join(folder, "kernel.json"), "utf8")) as Spec;
  assert.equal(await realpath(spec.argv[0]), await realpath(process.execPath));
  assert.deepEqual(spec.argv.slice(1), [path.resolve("bin/noisebook.mjs"), "jupyter", "{connection_file}"]);
  assert.deepEqual(
    [spec.interrupt_mode, spec.language, spec.metadata.debugger],
    ["message", "typescript", false],
  );
});

test("--prefix and --name choose the folder; list shows it and what has gone; remove takes it away", async (t) => {
  const data = await temporaryFolder(t);
  const prefix = await temporaryFolder(t);
  await kernelspec(data, "install", "--prefix", prefix, "--name", "mine");
  const folder = path.join(prefix, "share", "jupyter", "kernels", "mine");
  const listed = await kernelspec(data, "list", "--prefix", prefix);
  assert.equal(listed.stdout, `mine  Noisebook (TypeScript)  ${folder}  node and script are there\n`);
  assert.match((await kernelspec(data, "list")).stdout, /^Not installed/);

  const file = path.join(folder, "kernel.json");
  const spec = JSON.parse(await readFile(file, "utf8")) as Spec;
  const lost = path.join(prefix, "node");
  await writeFile(file, JSON.stringify({ ...spec, argv: [lost, ...spec.argv.slice(1)] }));
  assert.ok((await kernelspec(data, "list", "--prefix", prefix)).stdout.includes(`gone: ${lost}.`));

  assert.equal((await kernelspec(data, "remove", "mine", "--prefix", prefix)).stdout, `Removed ${folder}\n`);
  assert.equal(existsSync(folder), false);
  assert.equal((await kernelspec(data, "remove", "mine", "--prefix", prefix)).code, 2);
});

test("another's kernel is neither replaced nor removed", async (t) => {
  const data = await temporaryFolder(t);
  const file = path.join(data, "kernels", "noisebook", "kernel.json");
  await mkdir(path.dirname(file), { recursive: true });
  for (const text of [JSON.stringify({ argv: ["python", "-m", "ipykernel"] }), "not JSON"]) {
    await writeFile(file, text);
    for (const args of [["install"], ["remove", "noisebook"]]) {
      const { code, stderr } = await kernelspec(data, ...args);
      assert.equal(code, 2);
      assert.match(stderr, /does not start Noisebook/);
    }
    assert.equal(await readFile(file, "utf8"), text);
    assert.deepEqual(await readdir(path.dirname(file)), ["kernel.json"]);
  }
});

test("unknown options, a missing folder and names that are paths are refused, and nothing is written", async (t) => {
  const data = await temporaryFolder(t);
  for (const args of [
    ["install", "--nmae", "a"],
    ["install", "there"],
    ["install", "--prefix"],
    ["install", "--user", "--prefix", data],
    ["install", "--name", "../a"],
    ["install", "--name", ".."],
    ["remove", ".."],
    ["list", "--all"],
  ])
    assert.equal((await kernelspec(data, ...args)).code, 2, args.join(" "));
  assert.deepEqual(await readdir(data), []);
});

test("the user's data folder is where Jupyter looks on each platform", () => {
  const at = (platform: NodeJS.Platform, home: string, env: NodeJS.ProcessEnv = {}) =>
    userDataFolder({ platform, home, env });
  assert.equal(at("linux", "/home/a"), "/home/a/.local/share/jupyter");
  assert.equal(at("linux", "/home/a", { XDG_DATA_HOME: "/data" }), "/data/jupyter");
  assert.equal(at("darwin", "/Users/a", { XDG_DATA_HOME: "/data" }), "/Users/a/Library/Jupyter");
  assert.equal(at("win32", "C:\\Users\\a", { APPDATA: "C:\\Roaming" }), "C:\\Roaming\\jupyter");
  assert.equal(at("win32", "C:\\Users\\a"), "C:\\Users\\a\\.jupyter\\data");
  for (const platform of ["linux", "darwin", "win32"] as const)
    assert.equal(at(platform, "/h", { JUPYTER_DATA_DIR: "/d", XDG_DATA_HOME: "/x", APPDATA: "/y" }), "/d");
});

test("kernels are looked for in JUPYTER_PATH, then the user's, the environment's and the system's folders", () => {
  const env = { JUPYTER_PATH: "/one:/two", VIRTUAL_ENV: "/venv" };
  assert.deepEqual(dataFolders({ platform: "linux", home: "/home/a", env }), [
    ...["/one", "/two", "/home/a/.local/share/jupyter", "/venv/share/jupyter"],
    ...["/usr/local/share/jupyter", "/usr/share/jupyter"],
  ]);
  const windows = { JUPYTER_PATH: "C:\\one;D:\\two", APPDATA: "C:\\R", PROGRAMDATA: "C:\\P" };
  assert.deepEqual(dataFolders({ platform: "win32", home: "C:\\a", env: windows }), [
    ...["C:\\one", "D:\\two", "C:\\R\\jupyter", "C:\\P\\jupyter"],
  ]);
});

test(
  "a Node in a folder of its version is named by a link on PATH that stays",
  { skip: process.platform === "win32" },
  async (t) => {
    const folder = await temporaryFolder(t);
    const bin = async (...names: string[]) => {
      const at = path.join(folder, ...names);
      await mkdir(at, { recursive: true });
      return at;
    };
    const cellar = path.join(await bin("Cellar", "20.18.1", "bin"), "node");
    await copyFile("LICENSE", cellar);
    await chmod(cellar, 0o755);
    const links: Record<string, string> = {};
    for (const name of ["fnm_multishells/1/bin", "21.0.0/bin", "short-lived", "bin"]) {
      links[name] = await bin(name);
      await symlink(cellar, path.join(links[name], "node"));
    }
    const other = await bin("other");
    await writeFile(path.join(other, "node"), "");
    const around = { platform: "linux", temporary: links["short-lived"] } as const;
    const chosen = (...folders: string[]) =>
      stableNode(cellar, { ...around, env: { PATH: folders.join(":") } });
    const passing = [other, links["fnm_multishells/1/bin"], links["21.0.0/bin"], links["short-lived"]];
    assert.equal(chosen(...passing, links.bin).path, path.join(links.bin, "node"));
    const without = chosen(...passing);
    assert.equal(without.path, cellar);
    assert.match(without.why, /install again after an update/);
    const plain = path.join(other, "node");
    assert.equal(stableNode(plain, { ...around, env: { PATH: links.bin } }).path, plain);
  },
);
