// Installs the backends that do not come with Noisebook, checks each in a process of its own, and says what is there.
export { backendNames, type BackendName } from "./names.ts";
export { BackendProblem } from "./problem.ts";
export { installBackend, type InstallOptions } from "./install.ts";
export { listBackends, type Listed } from "./list.ts";
export { removeBackend } from "./remove.ts";
export type { Surroundings, Work } from "./work.ts";
