import { types } from "node:util";

/** An object's own property where it holds a value: no getter runs, and no trap of a proxy. */
export function own(value: unknown, name: PropertyKey): unknown {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  return types.isProxy(value) ? undefined : Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** The same of an object or of its prototypes. */
export function ownOrInherited(value: unknown, name: PropertyKey): unknown {
  let at: unknown = value;
  while (((typeof at === "object" && at !== null) || typeof at === "function") && !types.isProxy(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, name);
    if (descriptor) return descriptor.value;
    at = Object.getPrototypeOf(at);
  }
  return undefined;
}
