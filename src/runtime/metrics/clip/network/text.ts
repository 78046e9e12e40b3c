import { gather, matMul, tensor, tensor1d, type Tensor, type Tensor2D } from "../../../core/tf.ts";
import type { TextConfig } from "./config.ts";
import { layerNorm, type WeightOf } from "./layers.ts";
import { transformer } from "./transformer.ts";

/**
 * Embeddings [N, D] of texts, each as its ids from the start's to the end's. A token sees those before it alone, so what
 * fills up the shorter ones behind their end changes nothing, and they are filled up to the longest of them only.
 */
export function textTower(texts: readonly (readonly number[])[], config: TextConfig, of: WeightOf): Tensor2D {
  const { hidden_size: width, layer_norm_eps } = config;
  const batch = texts.length;
  const length = texts.reduce((longest, ids) => Math.max(longest, ids.length), 0);
  const ids = new Int32Array(batch * length);
  texts.forEach((text, i) => ids.set(text, i * length));
  const name = "text_model.embeddings";
  const positions = of(`${name}.position_embedding.weight`).slice([0, 0], [length, width]);
  const rows = gather(of(`${name}.token_embedding.weight`), tensor1d(ids, "int32"))
    .reshape([batch, length, width])
    .add(positions)
    .reshape<Tensor2D>([batch * length, width]);
  const made = transformer("text_model", { rows, batch, length }, config, of, causal(length));
  const ends = Int32Array.from(texts, (text, i) => i * length + endOf(text, config));
  const pooled = gather(made, tensor1d(ends, "int32"));
  const normal = layerNorm(pooled, of, "text_model.final_layer_norm", layer_norm_eps);
  return matMul(normal, of("text_projection.weight") as Tensor2D, false, true);
}

/**
 * Where a text's embedding is taken: at its first end. Files of before August 2023 say that the end's id is 2, which it is
 * not; there it is where the largest id first stands, as in Hugging Face's reader.
 */
export function endOf(
  ids: readonly number[],
  { eos_token_id: end }: Pick<TextConfig, "eos_token_id">,
): number {
  if (end === 2) return ids.indexOf(ids.reduce((most, id) => Math.max(most, id)));
  return Math.max(0, ids.indexOf(end));
}

/** [1, length, length]: nothing for what stands before, and next to minus infinity for what comes later. */
function causal(length: number): Tensor {
  const mask = Float32Array.from({ length: length * length }, (_, k) =>
    k % length > Math.floor(k / length) ? -1e9 : 0,
  );
  return tensor(mask, [1, length, length]);
}
