import { concat, conv2d, matMul, type Tensor2D, type Tensor3D, type Tensor4D } from "../../../core/tf.ts";
import type { VisionConfig } from "./config.ts";
import { layerNorm, type WeightOf } from "./layers.ts";
import { transformer } from "./transformer.ts";

/** Embeddings [N, D] of pixels [N, size, size, 3]: what the class token has become behind all layers. */
export function visionTower(pixels: Tensor4D, config: VisionConfig, of: WeightOf): Tensor2D {
  const { hidden_size: width, patch_size: patch, layer_norm_eps } = config;
  const [batch] = pixels.shape;
  const name = "vision_model.embeddings";
  const filter = of(`${name}.patch_embedding.weight`).transpose<Tensor4D>([2, 3, 1, 0]);
  const patches = conv2d(pixels, filter, patch, "valid").reshape<Tensor3D>([batch, -1, width]);
  const first = of(`${name}.class_embedding`).reshape([1, 1, width]).tile<Tensor3D>([batch, 1, 1]);
  const tokens = concat([first, patches], 1).add(of(`${name}.position_embedding.weight`));
  const length = tokens.shape[1]!; // of a 3-D tensor
  const rows = layerNorm(
    tokens.reshape<Tensor2D>([batch * length, width]),
    of,
    "vision_model.pre_layrnorm",
    layer_norm_eps,
  );
  const made = transformer("vision_model", { rows, batch, length }, config, of);
  const pooled = made.reshape([batch, length, width]).slice([0, 0, 0], [-1, 1, -1]);
  const normal = layerNorm(
    pooled.reshape<Tensor2D>([batch, width]),
    of,
    "vision_model.post_layernorm",
    layer_norm_eps,
  );
  return matMul(normal, of("visual_projection.weight") as Tensor2D, false, true);
}
