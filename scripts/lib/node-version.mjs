// The first thing any script asks: is this Node new enough? Written for old Nodes to read.
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./project.mjs";
import { Problem } from "./problem.mjs";

/** Throws a Problem unless the Node in use satisfies package.json's `engines.node` (of the form `>=20.18`).
 * @param {string} [version] */
export function requireNode(version = process.versions.node) {
  const wanted = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).engines.node;
  const numbers = /** @param {string} text */ (text) =>
    text
      .replace(/^[^\d]*/, "")
      .split(".")
      .map(Number);
  const [major = 0, minor = 0] = numbers(version);
  const [needMajor = 0, needMinor = 0] = numbers(wanted);
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new Problem(
    `Noisebook needs Node ${wanted}, and this is Node ${version}.`,
    "Install a current Node (https://nodejs.org), then run this again.",
  );
}
