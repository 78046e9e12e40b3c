import { types } from "node:util";

export interface Member {
  name: string;
  /** 0 for the object's own, 1 for what it inherits, 2 for what every object inherits. */
  rank: 0 | 1 | 2;
  descriptor: PropertyDescriptor | undefined;
}

/** Longer lists have a million names of which none is worth showing. */
const long = 1000;

/** The named properties of a value and of its prototypes. Runs no getter and no trap of a proxy. */
export function membersOf(value: unknown): Member[] {
  const members = new Map<string, Member>();
  if (value === null || value === undefined) return [];
  let holder: unknown = Object(value);
  for (let depth = 0; isObject(holder) && !types.isProxy(holder) && depth < 100; depth++) {
    const rank = holder === Object.prototype ? 2 : depth === 0 ? 0 : 1;
    for (const name of namesOf(holder)) {
      if (!members.has(name)) members.set(name, { name, rank, descriptor: descriptorOf(holder, name) });
    }
    holder = Object.getPrototypeOf(holder);
  }
  return [...members.values()];
}

function namesOf(holder: object): string[] {
  if (types.isTypedArray(holder) && holder.length > long) return [];
  if ((Array.isArray(holder) || types.isStringObject(holder)) && holder.length > long) return ["length"];
  return Object.getOwnPropertyNames(holder).filter((name) => !/^\d+$/.test(name));
}

export function descriptorOf(holder: object, name: string): PropertyDescriptor | undefined {
  try {
    return Object.getOwnPropertyDescriptor(holder, name);
  } catch {
    // An export of a module that is still being evaluated.
    return undefined;
  }
}

/** A property's value, where it is the object's own and no getter. */
export const ownValue = (holder: object, name: string): unknown => descriptorOf(holder, name)?.value;

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
