// Runs the tests inside VS Code's extension host, through test-electron: in a VS Code that it downloads where it can,
// else in the web VS Code, which a program of ours presents as VS Code's executable. The exit code says how it went.
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { runTests, TestRunFailedError } from "@vscode/test-electron";
import { cache, dist, root } from "./lib/project.mjs";
import { isReachable } from "./lib/reachable.mjs";
import { quiet, seedSettings } from "./lib/settings.mjs";
import { foldersOf } from "./lib/web-server.mjs";

async function whichVSCode() {
  if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"])
    return { download: false, why: "there is no display for a downloaded one" };
  const releases = "https://update.code.visualstudio.com/api/releases/stable";
  if (await isReachable(releases)) return { download: true, why: "downloads are reachable" };
  return { download: false, why: `${new URL(releases).host} is not reachable` };
}

const { download, why } = await whichVSCode();
console.log(`Tests inside ${download ? "a downloaded VS Code" : "the web VS Code"}, because ${why}.`);

const data = path.join(cache, "test", "host");
const folders = foldersOf(data);
const workspace = path.join(data, "workspace");
await rm(data, { recursive: true, force: true });
await mkdir(workspace, { recursive: true });
await seedSettings(folders.settings, quiet);
try {
  await runTests({
    ...(download
      ? { cachePath: path.join(cache, "vscode-test") }
      : { vscodeExecutablePath: path.join(root, "scripts", "web-vscode-as-executable.mjs") }),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(dist, "test", "vscode", "host", "index.cjs"),
    launchArgs: [workspace, `--user-data-dir=${folders.user}`, `--extensions-dir=${folders.extensions}`],
  });
} catch (error) {
  if (!(error instanceof TestRunFailedError)) throw error;
  process.exitCode = error.code || 1;
}
