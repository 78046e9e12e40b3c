// Samplers give the same numbers with graphs as without.
import assert from "node:assert/strict";
import nodeTest from "node:test";
import * as tf from "../../src/runtime/core/tf.ts";
import { gaussian } from "../../src/runtime/diffusion/index.ts";
import { mlp } from "../../src/runtime/networks/index.ts";
import * as samplers from "../../src/runtime/samplers/index.ts";
import type { Sampling, SamplingOptions } from "../../src/runtime/samplers/index.ts";
import { linear } from "../../src/runtime/schedules/index.ts";

/** Graphs of samplers are those of TensorFlow alone. */
const isNative = process.env.NOISEBOOK_BACKEND === "native";
const test = isNative ? nodeTest : nodeTest.skip;

const diffusion = gaussian({ schedule: linear({ steps: 100 }), predict: "eps" });
const model = mlp({ dim: 2, width: 16, depth: 2, seed: 1 });
/** Not the zeros that its last layer begins with. */
Object.values(model.weights).forEach((weight, i) =>
  tf.tidy(() => weight.assign(weight.add(tf.randomNormal(weight.shape, 0, 0.2, "float32", i + 1)))),
);
type Sampler = (denoiser: ReturnType<typeof diffusion.denoiser>, options: SamplingOptions) => Sampling;

async function run(sampler: Sampler, compile: "always" | "off"): Promise<number[]> {
  process.env["NOISEBOOK_COMPILE"] = compile;
  try {
    const all: number[] = [];
    let last: tf.Tensor | null = null; // the last state is the caller's
    for await (const { x, x0 } of sampler(diffusion.denoiser(model), { shape: [5, 2], seed: 3, steps: 12 })) {
      all.push(...(await x.data()), ...(x0 ? await x0.data() : []));
      last = x;
    }
    last?.dispose();
    return all;
  } finally {
    delete process.env["NOISEBOOK_COMPILE"];
  }
}

const own = ["ddpm", "ddim", "euler", "eulerAncestral", "heun", "dpm2", "dpm2Ancestral", "lms", "pndm", "deis", "dpmSolver", "dpmSolverPlusPlus", "dpmpp2mSde", "dpmpp3mSde", "dpmppSde", "dpmpp2sAncestral", "unipc"]; // prettier-ignore

for (const [name, sampler] of Object.entries(samplers).filter(([name]) => own.includes(name)))
  test(`${name} gives the same frames with graphs`, async () => {
    const before = tf.memory().numTensors;
    const [graphs, eager] = [await run(sampler as Sampler, "always"), await run(sampler as Sampler, "off")];
    assert.equal(graphs.length, eager.length);
    graphs.forEach((value, i) => {
      assert.ok(Math.abs(value - eager[i]) <= 1e-4 * (1 + Math.abs(eager[i])), `entry ${i}: ${value} with graphs, ${eager[i]} without`); // prettier-ignore
    });
    assert.equal(tf.memory().numTensors, before);
  });

test("the samplers that are looked at here are there", () => {
  assert.deepEqual(own.filter((name) => !(name in samplers)), []); // prettier-ignore
});
