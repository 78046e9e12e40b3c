// The person's own VS Code, with a profile of the project's so that theirs stays as it is.
import { spawn } from "node:child_process";
import path from "node:path";
import { atEnd } from "./lifetime.mjs";
import { endTree } from "./process-tree.mjs";
import { cache, root } from "./project.mjs";
import { Problem } from "./problem.mjs";
import { quiet, seedSettings } from "./settings.mjs";

/**
 * Opens the window and waits until it is closed.
 * @param {string} code the `code` command
 * @param {string} folder
 * @param {string} [notebook]
 */
export async function desktopCode(code, folder, notebook) {
  const data = path.join(cache, "desktop");
  await seedSettings(path.join(data, "user", "User", "settings.json"), quiet);
  const args = [
    `--extensionDevelopmentPath=${root}`,
    ...["--user-data-dir", path.join(data, "user"), "--extensions-dir", path.join(data, "extensions")],
    "--wait", // stay the parent of the window, so that it can be ended with us
    folder,
    ...(notebook ? [notebook] : []),
  ];
  const child = spawn(code, args, {
    stdio: "inherit",
    detached: process.platform !== "win32",
    shell: code.endsWith(".cmd"),
  });
  const forget = atEnd(() => (child.pid ? endTree(child.pid) : undefined));
  const exit = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  forget();
  if (exit !== 0)
    throw new Problem(
      `VS Code (${code}) ended with code ${exit}.`,
      "Try the web VS Code: npm start -- --web",
    );
}
