import test from "node:test";
import assert from "node:assert/strict";
import { tensor, tidy, variableGrads, type Scalar, type Tensor } from "../../../../../src/runtime/core/tf.ts";
import type { Flow } from "../../../../../src/runtime/families/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { everyFlow } from "./every-flow.ts";
import { randomized } from "./randomized.ts";

const read = async (value: Tensor): Promise<number> => {
  const [number] = await value.data();
  value.dispose();
  return number;
};

for (const { what, make, scale } of everyFlow) {
  test(`${what}: gradients of the loss and of what samples give are their slopes.`, async () => {
    const flow = randomized(make(), 9, scale);
    const x = tensor(stream(4).normal(1024), [512, 2]);
    const losses: Record<string, () => Scalar> = {
      loss: () => flow.loss(flow, x, stream(0)),
      // What a variational posterior is fitted by: ln q less ln of a target, here -|x|^2.
      samples: () => {
        const { x: drawn, logProb } = flow.sampleWithLogProb(stream(2), 512);
        return logProb.add(drawn.square().sum(1)).mean();
      },
    };
    for (const [name, loss] of Object.entries(losses)) await expectSlopes(`${what}, ${name}`, flow, loss);
    x.dispose();
    flow.dispose();
  });
}

/** Compares gradients with the differences of the loss over a small change of one entry of each weight. */
async function expectSlopes(what: string, flow: Flow, loss: () => Scalar): Promise<void> {
  // Splines bend at their knots: of many examples few pass one within so small a step.
  const step = 2e-3;
  const { value, grads } = variableGrads(loss, Object.values(flow.weights));
  value.dispose();
  for (const [name, weight] of Object.entries(flow.weights)) {
    const slopes = await grads[weight.name].data<"float32">();
    const before = await weight.data<"float32">();
    // The entry that tells most: differences of the others drown in rounding.
    const entry = slopes.reduce((best, slope, i) => (Math.abs(slope) > Math.abs(slopes[best]) ? i : best), 0);
    const at = async (change: number): Promise<number> => {
      tidy(() =>
        weight.assign(
          tensor(
            before.map((v, i) => (i === entry ? v + change : v)),
            weight.shape,
          ),
        ),
      );
      return read(loss());
    };
    const difference = ((await at(step)) - (await at(-step))) / (2 * step);
    await at(0);
    const allowed = 3e-3 + 0.02 * Math.abs(difference);
    assert.ok(
      Math.abs(slopes[entry] - difference) < allowed,
      `${what}, ${name}: ${slopes[entry]}, not ${difference}`,
    );
    grads[weight.name].dispose();
  }
}
