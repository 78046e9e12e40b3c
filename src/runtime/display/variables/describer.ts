import { types } from "node:util";
import type { Tensor } from "@tensorflow/tfjs-core";
import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import {
  described,
  type Described,
  type NumbersAbout,
  type ValueDescriber,
} from "../../../protocol/variables.ts";
import { bytesOf } from "../../core/bytes.ts";
import { shapeText } from "../../core/shape.ts";
import { numbersBundle, tensorBundle } from "../tensor/bundle.ts";
import { numbersOf } from "../tensor/numbers.ts";
import { aboutTensor, aboutWholeTensor, versionOf } from "./glances.ts";
import { isFreed, isTensor } from "./is-tensor.ts";
import { own, ownOrInherited } from "./own.ts";

/** Tells a list of variables about tensors, models, diffusions and whatever shows itself. */
export const describer: ValueDescriber = {
  describe: (value, budget) => describe(value, (x) => aboutTensor(x, budget)),
  describeWhole: (value) => describe(value, aboutWholeTensor),
  parts: weightsOf,
  tensor: (value) => {
    if (!isTensor(value) || isFreed(value)) return null;
    return { shape: [...value.shape], bytes: bytesOf(value) };
  },
  version: (value) => (isTensor(value) && !isFreed(value) ? versionOf(value) : null),
  showsItself,
  bundle,
  dispose(value) {
    const tensors = isTensor(value) ? [value] : (weightsOf(value) ?? []).map(([, weight]) => weight);
    for (const tensor of tensors) tensor.dispose();
    return tensors.length > 0;
  },
};

async function describe(
  value: unknown,
  read: (x: Tensor) => Promise<NumbersAbout>,
): Promise<Described | null> {
  if (isTensor(value)) return ofTensor(value, read);
  const weights = weightsOf(value);
  if (weights) return ofModel(value, weights);
  const words = ofDiffusion(value);
  if (words !== null) return described("object", words, Object.keys(value as object).length);
  const x = own(value, "x");
  if (!showsItself(value) || !isTensor(x)) return null; // the words of any object will do
  return described("object", `samples, ${x.dtype} ${shapeText(x.shape)}${isFreed(x) ? ", disposed" : ""}`, 1);
}

async function ofTensor(x: Tensor, read: (x: Tensor) => Promise<NumbersAbout>): Promise<Described> {
  const head = `Tensor ${x.dtype} ${shapeText(x.shape)}`;
  if (isFreed(x)) return { ...described("numbers", head), disposed: true };
  if (x.dtype === "string" || x.dtype === "complex64") return described("numbers", head);
  return { ...described("numbers", ""), numbers: await read(x), viewable: true };
}

function ofModel(value: unknown, weights: readonly [string, Tensor][]): Described {
  const title = own(value, "title");
  const alive = weights.filter(([, weight]) => !isFreed(weight));
  const bytes = alive.reduce((sum, [, weight]) => sum + bytesOf(weight), 0);
  const count = `${weights.length} ${weights.length === 1 ? "tensor" : "tensors"}`;
  const words = `${typeof title === "string" ? `${title.slice(0, 60)}, ` : ""}${count}`;
  if (alive.length === 0) return { ...described("model", words, weights.length), disposed: true };
  return { ...described("model", words, weights.length), bytes };
}

/** "gaussian, linear 1000, predicts eps". */
function ofDiffusion(value: unknown): string | null {
  const [schedule, predict, elbo] = [own(value, "schedule"), own(value, "predict"), own(value, "elbo")];
  const name = own(schedule, "name");
  if (typeof elbo !== "function" || typeof name !== "string") return null;
  const steps = own(schedule, "steps");
  const predicted = own(predict, "name");
  return [
    "gaussian",
    `${name}${typeof steps === "number" ? ` ${steps}` : ""}`,
    ...(typeof predicted === "string" ? [`predicts ${predicted}`] : []),
  ].join(", ");
}

/** The tensors of a model: what stands under `weights`, by name. */
function weightsOf(value: unknown): [string, Tensor][] | null {
  const weights = own(value, "weights");
  if (typeof weights !== "object" || weights === null || types.isProxy(weights)) return null;
  const entries = Object.keys(weights).map((name) => [name, own(weights, name)] as const);
  return entries.length > 0 && entries.every((entry): entry is [string, Tensor] => isTensor(entry[1]))
    ? entries
    : null;
}

function showsItself(value: unknown): boolean {
  return typeof ownOrInherited(value, displaySymbol) === "function";
}

/** A person has asked to see it: a value that shows itself may run its own code for that, and no other does. */
async function bundle(value: unknown, name: string): Promise<MimeBundle | null> {
  if (isTensor(value)) return tensorBundle(value, { name });
  if (showsItself(value)) {
    const show = ownOrInherited(value, displaySymbol) as (this: unknown) => MimeBundle | Promise<MimeBundle>;
    return show.call(value);
  }
  if (!types.isTypedArray(value) && !Array.isArray(value)) return null;
  const numbers = await numbersOf(value);
  return numbers && numbersBundle(numbers, { name });
}
