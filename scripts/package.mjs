// npm run package [-- FILE]: writes the .vsix, noisebook-<platform>-<version>.vsix unless a name is given.
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { installDependencies } from "./lib/dependencies.mjs";
import { endAll, endOnSignals, isEnding } from "./lib/lifetime.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { report } from "./lib/problem.mjs";
import { root, shown } from "./lib/project.mjs";
import { packageExtension, target } from "./lib/vsix.mjs";

endOnSignals();
try {
  requireNode();
  await installDependencies();
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const file = await packageExtension(
    path.resolve(process.argv[2] ?? path.join(root, `noisebook-${target}-${version}.vsix`)),
  );
  console.log(`${shown(file)}, ${(statSync(file).size / 1e6).toFixed(1)} MB`);
} catch (error) {
  if (!isEnding()) report(error);
  process.exitCode = 1;
} finally {
  await endAll();
}
