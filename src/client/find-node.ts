import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface FoundNode {
  path: string;
  version: string;
  env: Record<string, string>;
}

/** No Node can run the kernel. The message says which were tried and what to do. */
export class NodeNotFound extends Error {
  override name = "NodeNotFound";
}

export const oldestNode = [20, 18] as const;

/**
 * The Node that runs kernels: `configured` where a setting names one (and then no other), else `node` on PATH, else
 * `own`, the program we run in ourselves.
 */
export async function findNode(configured: string | null, own: string): Promise<FoundNode> {
  if (configured) {
    const found = await probe(configured, {});
    if (typeof found !== "string") return found;
    throw new NodeNotFound(
      `The setting "noisebook.node" is "${configured}", which cannot run the kernel: ${found}. ` +
        `Set it to a Node of version ${oldestNode.join(".")} or newer, or clear it to use the one on PATH.`,
    );
  }
  const onPath = await probe("node", {});
  if (typeof onPath !== "string") return onPath;
  // Electron's program is a Node when it is told to be one.
  const ours = await probe(own, { ELECTRON_RUN_AS_NODE: "1" });
  if (typeof ours !== "string") return ours;
  throw new NodeNotFound(
    `No Node can run the kernel ("node" on PATH: ${onPath}; VS Code's own: ${ours}). ` +
      `Install Node ${oldestNode.join(".")} or newer from nodejs.org, or name one in the setting "noisebook.node".`,
  );
}

async function probe(path: string, env: Record<string, string>): Promise<FoundNode | string> {
  try {
    const { stdout } = await run(path, ["--version"], { env: { ...process.env, ...env }, timeout: 10_000 });
    const match = /^v(\d+)\.(\d+)\.\d+/.exec(stdout.trim());
    if (!match) return "it is not Node";
    const [major, minor] = [Number(match[1]), Number(match[2])];
    if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
      return `it is Node ${match[0]}, which is too old`;
    }
    return { path, version: match[0], env };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    return code === "ENOENT" ? "not found" : "it does not start";
  }
}
