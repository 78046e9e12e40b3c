import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import { engine } from "./engine.ts";
import { existing } from "./tracked.ts";

/**
 * tfjs lists every variable by its name, for gradients that are asked for without a list, and so holds it for ever.
 * While `letGo` stands, the list is empty and a collection sees who else holds them.
 */
let waiting: ReadonlyMap<string, number> | null = null;

export function letGo(): void {
  const { registeredVariables } = engine().state;
  waiting ??= new Map(Object.entries(registeredVariables).map(([name, { id }]) => [name, id]));
  for (const name of waiting.keys()) Reflect.deleteProperty(registeredVariables, name);
}

/** Lists those again that exist, in the order they had. */
export function takeBack(tensors: readonly Tensor[]): void {
  if (!waiting) return;
  const byId = new Map(tensors.map((tensor) => [tensor.id, tensor]));
  const { registeredVariables } = engine().state;
  for (const [name, id] of waiting) {
    const variable = byId.get(id) as Variable | undefined; // it came from this list
    if (variable) registeredVariables[name] = variable;
  }
  waiting = null;
}

/**
 * Takes a name from the variable that has it. A cell that runs again makes its variables anew while their names in
 * TypeScript still hold the old ones, and tfjs would refuse. The older one stays what it is, under another name.
 */
export function freeName(name: string): void {
  const { registeredVariables } = engine().state;
  if (!Object.hasOwn(registeredVariables, name)) return;
  const older = registeredVariables[name];
  Reflect.deleteProperty(registeredVariables, name);
  older.name = `${name} (older, ${older.id})`;
  registeredVariables[older.name] = older;
}

/** Ends what a terminated cell left half done. */
export function repairVariables(): void {
  if (waiting) takeBack(existing());
}
