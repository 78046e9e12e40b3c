import { types } from "node:util";
import { described, type Described, type VariableKind } from "../../protocol/index.ts";
import { kindOf } from "../introspect/kind.ts";
import { ownValue } from "../introspect/members.ts";
import { parametersOf } from "../introspect/signature.ts";
import { countParts, partsOf } from "./parts.ts";

/** No row is wider. */
const longest = 100;

export const cut = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text;

/** What can be said of a value that neither the runtime knows nor holds numbers. */
export function plainly(value: unknown): Described {
  if (types.isProxy(value)) return said("object", "a proxy, not looked into");
  switch (typeof value) {
    case "undefined":
      return said("nothing", "undefined");
    case "number":
      return said("number", Object.is(value, -0) ? "-0" : String(value));
    case "bigint":
      return said("number", `${shortInteger(value)}n`);
    case "string":
      return said("text", JSON.stringify(value.slice(0, longest)));
    case "boolean":
      return said("flag", String(value));
    case "symbol":
      return said("text", value.toString());
    case "function":
      return ofFunction(value);
    case "object":
      return value === null ? said("nothing", "null") : ofObject(value);
  }
}

const said = (kind: VariableKind, words: string, parts?: number): Described =>
  described(kind, cut(words), parts);

function ofFunction(value: object): Described {
  const made = kindOf(value) === "class";
  const parameters = parametersOf(value) ?? "(…)";
  return said(made ? "class" : "function", made ? `class ${parameters}` : parameters, countParts(value));
}

function ofObject(value: object): Described {
  const parts = countParts(value);
  if (Array.isArray(value)) return said("list", `list of ${parts.toLocaleString("en")}`, parts);
  if (types.isMap(value)) return said("list", `Map of ${parts.toLocaleString("en")}`, parts);
  if (types.isDate(value)) {
    const time = Date.prototype.getTime.call(value);
    return said("text", Number.isNaN(time) ? "an invalid date" : new Date(time).toISOString());
  }
  if (types.isModuleNamespaceObject(value)) return said("object", "module");
  if (types.isPromise(value)) return said("object", "Promise", parts);
  const name = classOf(value);
  if (types.isNativeError(value)) {
    const message = ownValue(value, "message");
    return said("object", `${name ?? "Error"}: ${typeof message === "string" ? message : ""}`);
  }
  const names = partsOf(value, 0, 8).map((part) => part.name);
  const inside = names.length ? `{ ${names.join(", ")}${parts > names.length ? ", …" : ""} }` : "{}";
  return said("object", name && name !== "Object" ? `${name} ${inside}` : inside, parts);
}

/** The name of the class that made it; null where there is none or a proxy would have to be asked. */
function classOf(value: object): string | null {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (!prototype || types.isProxy(prototype)) return null;
  const made = ownValue(prototype, "constructor");
  if (typeof made !== "function" || types.isProxy(made)) return null;
  const name = ownValue(made, "name");
  return typeof name === "string" && name ? name : null;
}

/** To write out a million digits takes seconds. */
const shortInteger = (value: bigint): string =>
  -(10n ** 30n) < value && value < 10n ** 30n ? String(value) : "a large integer, ";
