import { types } from "node:util";

/** The kinds that Jupyter's fronts have icons for. */
export type Kind = "function" | "class" | "instance" | "module" | "keyword" | "property" | "path";

export function kindOf(value: unknown): Kind {
  if (typeof value === "function") return isClass(value) ? "class" : "function";
  return types.isModuleNamespaceObject(value) ? "module" : "instance";
}

/** The text of a function as it was written. */
export const sourceOf = (value: object): string => Function.prototype.toString.call(value);

const isClass = (value: object): boolean => {
  if (types.isProxy(value)) return false;
  if (sourceOf(value).startsWith("class")) return true;
  // Of V8's own functions those that construct have a prototype that cannot be replaced.
  const prototype = Object.getOwnPropertyDescriptor(value, "prototype");
  return prototype !== undefined && !prototype.writable && !types.isGeneratorFunction(value);
};
