// Gradients of whole models, along random directions, against differences of their loss.
import assert from "node:assert/strict";
import test from "node:test";
import { tensor, tidy, variableGrads, type Scalar } from "../../src/runtime/core/tf.ts";
import { stream } from "../../src/runtime/random/index.ts";
import { generator } from "./generator.ts";
import { problems } from "./models.ts";

/**
 * Step along a direction whose entries are below 1. The loss is float32, of about 1 and right to 1e-7 or so: larger
 * steps see its curvature, smaller ones its last digits.
 */
const step = 2e-3;
const tolerance = 0.01;

for (const { name, model, data, diffusion } of problems()) {
  test(`the gradient of the ${name}'s loss is its slope along any direction`, async () => {
    const weights = Object.values(model.weights);
    const random = generator(name);
    // Some layers start at zero, behind which nothing would have a slope.
    for (const weight of weights)
      weight.assign(
        weight.add(
          tensor(
            Float32Array.from({ length: weight.size }, () => 0.1 * random()),
            weight.shape,
          ),
        ),
      );
    const batch = data.slice(0, 4);
    const loss = (): Scalar => diffusion.loss(model, batch, stream(1));
    const valueOf = async () => (await tidy(loss).data())[0];
    const { grads } = tidy(() => variableGrads(loss, weights));

    for (let direction = 0; direction < 3; direction++) {
      const along = weights.map(({ size }) => Float32Array.from({ length: size }, random));
      const start = await Promise.all(weights.map((weight) => weight.data<"float32">()));
      const move = (by: number) =>
        weights.forEach((weight, i) =>
          weight.assign(
            tensor(
              start[i].map((x, j) => x + by * along[i][j]),
              weight.shape,
            ),
          ),
        );
      move(step);
      const ahead = await valueOf();
      move(-step);
      const behind = await valueOf();
      move(0);
      let slope = 0;
      let size = 0;
      for (const [i, weight] of weights.entries()) {
        const gradient = await grads[weight.name].data();
        gradient.forEach((x, j) => {
          slope += x * along[i][j];
          size += (x * along[i][j]) ** 2;
        });
      }
      const difference = (ahead - behind) / (2 * step);
      assert.ok(
        Math.abs(difference - slope) <= tolerance * Math.sqrt(size) + tolerance * Math.abs(slope),
        `its gradient says ${slope}, its differences ${difference}`,
      );
    }
  });
}
