// Reads the runtime's modules with the compiler.
import path from "node:path";
import ts from "typescript";
import { Describer } from "./describe.mjs";

/** @typedef {import("./describe.mjs").Entry} Entry */

/** The exports of each module, by the name that a cell imports it by.
 * @param {string} root
 * @param {Record<string, string>} entries
 * @returns {Record<string, Record<string, Entry>>} */
export function readModules(root, entries) {
  const config = ts.readConfigFile(path.join(root, "tsconfig.json"), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram([...Object.values(entries), ...operations(root)], {
    ...options,
    checkJs: false,
  });
  const describer = new Describer(program, path.join(root, "src") + path.sep);
  return Object.fromEntries(
    Object.entries(entries).map(([name, file]) => [
      name === "tfjs" ? "@tensorflow/tfjs" : `noisebook/${name}`,
      describer.module(file),
    ]),
  );
}

/** The declarations of tfjs's operations: those that it has in objects alone are not among what it imports.
 * @param {string} root */
function operations(root) {
  const folder = path.join(root, "node_modules/@tensorflow/tfjs-core/dist/ops");
  return ts.sys.readDirectory(folder, [".d.ts"], ["**/*_test.d.ts"]);
}
