export { Modules, type ModulesOptions } from "./modules.ts";
export { ImportError } from "./import-error.ts";
