// The project's npm packages: installed when something in the lock file is not there.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { npm } from "./npm.mjs";
import { root } from "./project.mjs";
import { Problem } from "./problem.mjs";
import { step } from "./step.mjs";

/** @typedef {Record<string, { version?: string, optional?: boolean, integrity?: string }>} Packages */

/** @param {string} file
 * @returns {Packages} */
const packagesOf = (file) => JSON.parse(readFileSync(file, "utf8")).packages ?? {};

/**
 * Whether every package of the lock file is installed in its version. Compares contents: times say nothing after a
 * checkout. npm writes its record of what is installed last, so an install that was cut off has none.
 */
export function dependenciesAreInstalled() {
  const record = path.join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  try {
    const installed = packagesOf(record);
    return Object.entries(packagesOf(path.join(root, "package-lock.json"))).every(
      ([name, wanted]) =>
        name === "" || installed[name]?.version === wanted.version || (wanted.optional && !installed[name]),
    );
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Problem(
        `package-lock.json is not JSON: ${error.message}`,
        "Restore it: git checkout package-lock.json",
      );
    throw error;
  }
}

export async function installDependencies() {
  if (dependenciesAreInstalled()) return;
  await step("Installing npm packages (about half a minute)", () =>
    npm("Installing npm packages", "npm-ci", ["ci"], root),
  );
}
