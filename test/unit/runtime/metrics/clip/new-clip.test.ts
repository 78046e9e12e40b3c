import test from "node:test";
import assert from "node:assert/strict";
import {
  dispose,
  tensor,
  tensor4d,
  tidy,
  variableGrads,
  type Scalar,
} from "../../../../../src/runtime/core/tf.ts";
import { newClip } from "../../../../../src/runtime/metrics/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";

const tower = { hidden_size: 8, intermediate_size: 12, num_hidden_layers: 2, num_attention_heads: 2 };
const config = {
  model_type: "clip",
  projection_dim: 6,
  text_config: { ...tower, vocab_size: 12, max_position_embeddings: 7, eos_token_id: 11 },
  vision_config: { ...tower, image_size: 8, patch_size: 4 },
};

test("The slope by every weight is that of differences, whichever way it reaches the loss.", async () => {
  await leaves(0, async () => {
    const model = newClip(config, { seed: 3 });
    const images = tensor4d(stream(4).normal(2 * 8 * 8 * 3), [2, 8, 8, 3]);
    const texts = [
      [10, 3, 3, 11],
      [10, 3, 5, 6, 7, 11],
    ];
    const loss = (): Scalar =>
      tidy(() => {
        const cosines = model(images).matMul(model.texts(texts), false, true);
        return cosines.mul(model.weights.logit_scale).square().sum<Scalar>();
      });
    const { value, grads } = variableGrads(loss, Object.values(model.weights));
    const [whole] = await value.data();
    for (const [name, weight] of Object.entries(model.weights)) {
      const [slope, before] = [[...(await grads[weight.name].data())], await weight.data()];
      const length = Math.hypot(...slope);
      // What is added to all keys alike changes no softmax; there is only rounding to compare.
      if (name.endsWith("k_proj.bias")) {
        assert.ok(length < 1e-4 * whole, `${name}: ${length}`);
        continue;
      }
      const moved = async (step: number): Promise<number> => {
        const there = tensor(
          before.map((x, i) => x + (step * slope[i]) / length),
          weight.shape,
        );
        weight.assign(there);
        const at = loss();
        const [x] = await at.data();
        dispose([there, at]);
        return x;
      };
      const step = 1e-3;
      const difference = ((await moved(step)) - (await moved(-step))) / (2 * step);
      await moved(0);
      const tolerance = 0.01 * length + (1e-6 * whole) / step;
      assert.ok(Math.abs(length - difference) < tolerance, `${name}: ${length} for ${difference}`);
    }
    dispose([value, images]);
    dispose(Object.values(grads));
    model.dispose();
  });
});
