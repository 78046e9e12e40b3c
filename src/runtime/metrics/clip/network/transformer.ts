import { matMul, softmax, type Tensor, type Tensor2D, type Tensor3D } from "../../../core/tf.ts";
import type { TextConfig, VisionConfig } from "./config.ts";
import { activations, layerNorm, linear, type WeightOf } from "./layers.ts";

/** Sequences of one length as rows [batch * length, size]. */
export interface Sequences {
  readonly rows: Tensor2D;
  readonly batch: number;
  readonly length: number;
}

/**
 * The layers of a tower: attention of several heads, then a small network, each behind a normalization and around a skip.
 * `mask` [1, length, length] is added to what softmax takes.
 */
export function transformer(
  tower: "text_model" | "vision_model",
  { rows, batch, length }: Sequences,
  config: TextConfig | VisionConfig,
  of: WeightOf,
  mask?: Tensor,
): Tensor2D {
  const { num_hidden_layers, num_attention_heads: heads, layer_norm_eps, hidden_act } = config;
  let x = rows;
  for (let i = 0; i < num_hidden_layers; i++) {
    const name = `${tower}.encoder.layers.${i}`;
    const normal = layerNorm(x, of, `${name}.layer_norm1`, layer_norm_eps);
    x = x.add(attention({ rows: normal, batch, length }, of, `${name}.self_attn`, heads, mask));
    const again = layerNorm(x, of, `${name}.layer_norm2`, layer_norm_eps);
    const inner = activations[hidden_act](linear(again, of, `${name}.mlp.fc1`));
    x = x.add(linear(inner, of, `${name}.mlp.fc2`));
  }
  return x;
}

function attention(
  { rows, batch, length }: Sequences,
  of: WeightOf,
  name: string,
  heads: number,
  mask: Tensor | undefined,
): Tensor2D {
  const size = rows.shape[1] / heads;
  const [query, key, value] = ["q_proj", "k_proj", "v_proj"].map((part) =>
    linear(rows, of, `${name}.${part}`)
      .reshape([batch, length, heads, size])
      .transpose([0, 2, 1, 3])
      .reshape<Tensor3D>([batch * heads, length, size]),
  );
  const scores = matMul(query, key, false, true).mul(1 / Math.sqrt(size));
  const mixed = matMul(softmax(mask ? scores.add(mask) : scores), value)
    .reshape([batch, heads, length, size])
    .transpose([0, 2, 1, 3])
    .reshape<Tensor2D>([batch * length, heads * size]);
  return linear(mixed, of, `${name}.out_proj`);
}
