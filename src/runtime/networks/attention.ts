import { matMul, softmax, type Tensor2D, type Tensor3D, type Tensor4D } from "../core/tf.ts";
import { dense, groupNorm, type Layer } from "./layers.ts";
import type { WeightMaker } from "./weights.ts";

/** Self-attention of one head among the pixels of [B, H, W, channels], around a skip. */
export function attention(make: WeightMaker, name: string, channels: number): Layer<Tensor4D> {
  const norm = groupNorm(make, `${name}.norm`, channels);
  const [query, key, value] = ["query", "key", "value"].map((part) =>
    dense(make, `${name}.${part}`, channels, channels),
  );
  const out = dense(make, `${name}.out`, channels, channels, 0);
  return (x) => {
    const [batch, height, width] = x.shape;
    const pixels = height * width;
    // Dense layers are 2-D products: tfjs has no working gradient for [B, m, k] x [k, n].
    const flat = norm(x).reshape<Tensor2D>([batch * pixels, channels]);
    const each = (layer: Layer<Tensor2D>) => layer(flat).reshape<Tensor3D>([batch, pixels, channels]);
    const scores = softmax(
      matMul(each(query), each(key), false, true).mul<Tensor3D>(1 / Math.sqrt(channels)),
    );
    const mixed = matMul(scores, each(value)).reshape<Tensor2D>([batch * pixels, channels]);
    return x.add(out(mixed).reshape(x.shape));
  };
}
