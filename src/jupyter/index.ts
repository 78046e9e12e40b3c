// Noisebook in Jupyter: the process that Jupyter starts as the kernel, and the folder by which Jupyter finds it. The
// ZeroMQ library is native and loads with the front alone, so that nobody else needs it.
export { ConnectionProblem } from "./connection.ts";
export {
  dataFolders,
  prefixDataFolder,
  userDataFolder,
  type Surroundings,
} from "./kernelspec/data-folders.ts";
export { install, kernelspecs, KernelspecProblem, remove, type Installed } from "./kernelspec/kernelspec.ts";
export { stableNode, type ChosenNode } from "./kernelspec/stable-node.ts";

/** Serves the connection file's sockets until Jupyter says to end. Throws ConnectionProblem. */
export const serve = async (connectionFile: string): Promise<void> =>
  (await import("./serve.ts")).serve(connectionFile);
