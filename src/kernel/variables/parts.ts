import { types } from "node:util";
import { descriptorOf } from "../introspect/members.ts";

/** A part of a value; one behind a getter has none, since it is not run. */
export type Part = { name: string; value: unknown } | { name: string; getter: true };

/** Objects with more properties are not listed to their end. */
const mostNames = 10_000;

const isHolder = (value: unknown): value is object =>
  ((typeof value === "object" && value !== null) || typeof value === "function") && !types.isProxy(value);

/** How many parts a value has that can be listed. */
export function countParts(value: unknown): number {
  if (!isHolder(value) || types.isTypedArray(value)) return 0;
  if (Array.isArray(value)) return value.length;
  if (types.isMap(value)) return sizeOfMap.call(value) as number;
  return namesOf(value).length;
}

/** Some of the parts, in their order. */
export function partsOf(value: unknown, from: number, most: number): Part[] {
  if (!isHolder(value) || types.isTypedArray(value)) return [];
  if (types.isMap(value)) return entriesOf(value).slice(from, from + most);
  const names = Array.isArray(value)
    ? Array.from({ length: Math.max(0, Math.min(value.length - from, most)) }, (_, i) => String(from + i))
    : namesOf(value).slice(from, from + most);
  return names.map((name) => ownPart(value, name) ?? { name, value: undefined });
}

/** The part of this name; null where there is none. */
export function partAt(value: unknown, name: string): Part | null {
  if (!isHolder(value) || types.isTypedArray(value)) return null;
  if (types.isMap(value)) return entriesOf(value).find((part) => part.name === name) ?? null;
  return ownPart(value, name);
}

function ownPart(value: object, name: string): Part | null {
  const descriptor = descriptorOf(value, name);
  if (!descriptor) return null;
  return "value" in descriptor ? { name, value: descriptor.value as unknown } : { name, getter: true };
}

/** Of a function only what somebody has put on it. */
function namesOf(value: object): string[] {
  if (types.isModuleNamespaceObject(value)) return [];
  return Object.keys(value).slice(0, mostNames);
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- as the one below
const sizeOfMap = Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get as (this: unknown) => unknown;
// eslint-disable-next-line @typescript-eslint/unbound-method -- called on the map that may have one of its own
const eachOfMap = Map.prototype.forEach;

function entriesOf(map: Map<unknown, unknown>): Part[] {
  const parts: Part[] = [];
  eachOfMap.call(map, (value: unknown, key: unknown) => {
    const simple = typeof key === "string" || typeof key === "number" || typeof key === "boolean";
    if (parts.length < mostNames) parts.push({ name: simple ? String(key) : `#${parts.length}`, value });
  });
  return parts;
}
