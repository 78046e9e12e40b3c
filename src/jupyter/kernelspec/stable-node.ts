import { existsSync, realpathSync } from "node:fs";
import path from "node:path";

export interface ChosenNode {
  path: string;
  /** Why this one, for people. */
  why: string;
}

/**
 * The Node that a kernel.json names: `running`, by the path of it that lives longest. Version managers put it into a
 * folder named after its version, which the next update removes; a link on PATH that leads there stays.
 */
export function stableNode(
  running: string,
  { env, platform, temporary }: { env: NodeJS.ProcessEnv; platform: NodeJS.Platform; temporary: string },
): ChosenNode {
  const real = realpathSync(running);
  if (!namesVersion(real)) return { path: real, why: "the one that runs this" };
  const name = platform === "win32" ? "node.exe" : "node";
  const link = (env.PATH ?? "")
    .split(path.delimiter)
    .filter(
      (folder) => path.isAbsolute(folder) && !isTemporary(folder, [temporary, env.XDG_RUNTIME_DIR ?? ""]),
    )
    .map((folder) => path.join(folder, name))
    .find((file) => !namesVersion(file) && leadsTo(file, real));
  if (link) return { path: link, why: `on PATH, leads to ${real}` };
  return {
    path: real,
    why: "the one that runs this; its path names a version, so install again after an update of Node",
  };
}

const namesVersion = (file: string): boolean => /\d+\.\d+\.\d+/.test(file);

/** Folders that last as long as one shell (fnm's), one session or one run of npm. */
function isTemporary(folder: string, roots: string[]): boolean {
  return (
    /[\\/](fnm_multishells|_npx|node_modules)[\\/]/.test(`${folder}/`) ||
    roots.some((root) => root !== "" && !path.relative(root, folder).startsWith(".."))
  );
}

function leadsTo(file: string, real: string): boolean {
  try {
    return existsSync(file) && realpathSync(file) === real;
  } catch {
    return false; // a link in a circle, or a folder that is closed to us
  }
}
