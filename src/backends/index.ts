// Installs what does not come with Noisebook, backends and libraries of some functions, checks each in a process of its own, and
// says what is there.
export { backendNames, type BackendName } from "./names.ts";
export { BackendProblem } from "./problem.ts";
export { installBackend, type InstallOptions } from "./install.ts";
export { listBackends, type Listed } from "./list.ts";
export { installExtra } from "./extras/install.ts";
export { removeBackend, removeExtra } from "./remove.ts";
export type { Surroundings, Work } from "./work.ts";
