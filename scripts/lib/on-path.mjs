// Looks a program up where the shell would.
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { root } from "./project.mjs";

/** @param {string} file */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The first of these programs that is on PATH, as an absolute path. npm's own additions to PATH do not count.
 * @param {...string} names */
export function onPath(...names) {
  const folders = (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .filter((folder) => folder && !folder.startsWith(root + path.sep));
  const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const name of names)
    for (const folder of folders)
      for (const ending of endings) {
        const file = path.join(folder, name + ending);
        if (isProgram(file)) return file;
      }
  return undefined;
}
