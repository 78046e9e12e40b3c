import { engine as tfEngine, getKernelsForBackend } from "@tensorflow/tfjs-core";
import { shapeText } from "../core/shape.ts";
import type { Trace } from "./trace.ts";

/** Throws an Error for a graph that could not run: it names the first kernel that is at fault. */
export function refuseMalformed({ values, nodes, externals }: Trace, wanted: readonly number[]): void {
  const { backendName } = tfEngine();
  const known = new Set(getKernelsForBackend(backendName).map(({ kernelName }) => kernelName));
  const made = new Set<number>();
  const make = (value: number, where: string): void => {
    if (!(value in values)) refuse(`${where} gives value ${value}, which the graph does not describe`);
    if (made.has(value)) refuse(`${where} gives value ${value}, which is there already`);
    made.add(value);
  };
  for (const [value, { shape }] of values.entries())
    if (!shape.every((length) => Number.isInteger(length) && length >= 0))
      refuse(`value ${value} has the shape ${shapeText(shape)}`);
  for (const value of externals) make(value, "its beginning");
  for (const [i, { kernel, keys, inputs, outputs }] of nodes.entries()) {
    const where = `kernel ${i + 1}, ${kernel},`;
    if (!known.has(kernel)) refuse(`${where} is none of the backend ${backendName}`);
    if (keys && keys.length !== inputs.length)
      refuse(`${where} has ${inputs.length} inputs for ${keys.length} names`);
    for (const value of inputs)
      if (value !== -1 && !made.has(value)) refuse(`${where} takes value ${value}, which is not there yet`);
    for (const value of outputs) make(value, where);
  }
  for (const value of wanted) if (!made.has(value)) refuse(`value ${value} is wanted, which nothing makes`);
}

function refuse(what: string): never {
  throw new Error(`A graph cannot run: ${what}.`);
}
