// The .vsix for this machine's platform: dist carries esbuild's program for it. vsce makes the minified build itself,
// by the script vscode:prepublish.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { mustRun } from "./command.mjs";
import { cache, root } from "./project.mjs";
import { step } from "./step.mjs";

/** vsce's name of this platform. */
export const target = `${process.platform}-${process.arch}`;

/** Builds and packages.
 * @param {string} [file] the .vsix to write
 * @returns {Promise<string>} its path */
export async function packageExtension(file = path.join(cache, "package", `noisebook-${target}.vsix`)) {
  await mkdir(path.dirname(file), { recursive: true });
  const vsce = path.join(root, "node_modules", "@vscode", "vsce", "vsce");
  await step("Building and packaging", () =>
    mustRun(
      "Packaging",
      "package",
      process.execPath,
      [
        vsce,
        "package",
        "--no-dependencies",
        "--no-rewrite-relative-links",
        "--target",
        target,
        "--out",
        file,
      ],
      {
        cwd: root,
      },
    ),
  );
  return file;
}
