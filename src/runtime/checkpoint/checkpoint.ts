import { replaceFile } from "../core/replace-file.ts";
import { tensor } from "../core/tf.ts";
import type { Model } from "../networks/index.ts";
import { readSafetensors } from "./safetensors/read.ts";
import {
  encodeSafetensors,
  inSinglePrecision,
  type Stored,
  type StoredTensor,
} from "./safetensors/safetensors.ts";
import { expectFits } from "./weights/fit.ts";
import { withSource } from "./weights/source.ts";

/**
 * Writes a model's weights to a safetensors file. A relative path is meant from the notebook's folder. What stood
 * there stays whole until the new file is complete.
 */
export async function save(
  model: Pick<Model, "weights">,
  path: string | URL,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, weight] of Object.entries(model.weights)) {
    // Weights are made as float32.
    tensors.set(name, { shape: weight.shape, values: (await weight.data()) as Float32Array });
  }
  await replaceFile(path, encodeSafetensors({ tensors, metadata }));
}

/**
 * Fills a model with the weights of a safetensors file: a path (relative ones are meant from the notebook's folder),
 * a file: or an https: URL. Throws an error that names every weight that is missing, too many or of another shape,
 * and then leaves the model as it was.
 */
export async function load<M extends Pick<Model, "weights">>(model: M, from: string | URL): Promise<M> {
  const { tensors } = await readCheckpoint(from);
  expectFits(String(from), new Map(Object.entries(model.weights)), tensors);
  for (const [name, { shape, values }] of tensors) {
    const loaded = tensor(values, [...shape]);
    model.weights[name].assign(loaded);
    loaded.dispose();
  }
  return model;
}

/** The tensors and metadata of a safetensors file. */
export async function readCheckpoint(from: string | URL): Promise<Stored> {
  return withSource(from, async (source) => {
    try {
      const { weights, metadata } = await readSafetensors(source);
      const tensors = [...weights].map(([name, weight]) => [name, inSinglePrecision(name, weight)] as const);
      return { tensors: new Map(tensors), metadata };
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new Error(`${String(from)} is not a whole safetensors file: ${cause.message}`, { cause });
    }
  });
}
