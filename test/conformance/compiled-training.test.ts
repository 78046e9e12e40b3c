import assert from "node:assert/strict";
import nodeTest from "node:test";
import { customGrad } from "../../src/runtime/compile/custom-grad.ts";
import * as tf from "../../src/runtime/core/tf.ts";
import { moons } from "../../src/runtime/data/index.ts";
import {
  gaussian,
  importance,
  parameterizations,
  times,
  weights,
} from "../../src/runtime/diffusion/index.ts";
import { mlp, unet } from "../../src/runtime/networks/index.ts";
import { cosine, linear } from "../../src/runtime/schedules/index.ts";
import { fit, type FitOptions, type Loss } from "../../src/runtime/training/index.ts";

/** webgpu's numbers cannot be read at once: nothing is compiled there. */
const test = process.env.NOISEBOOK_BACKEND === "webgpu" ? nodeTest.skip : nodeTest;

const data = moons(256, { seed: 1 });
const steps = 12;

interface Run {
  /** Steps that ran as one graph. */
  graphs: number;
  eager: string | null;
  losses: number[];
  weights: number[];
}

async function run(loss: Loss, options: Partial<FitOptions>, network: object): Promise<Run> {
  const model = mlp({ dim: 2, width: 16, depth: 2, seed: 3, ...network });
  const { losses, compiled } = await fit(model, loss, {
    data,
    batch: 32,
    steps,
    seed: 5,
    show: false,
    ...options,
  });
  const all = await Promise.all(Object.values(model.weights).map(async (w) => [...(await w.data())]));
  model.dispose();
  return { graphs: compiled.steps, eager: compiled.eager, losses: [...losses], weights: all.flat() };
}

/** Trains twice, from traces and without, and returns how far apart the two are at most. */
async function apart(
  make: () => Loss,
  options: Partial<FitOptions> = {},
  network: object = {},
): Promise<number> {
  process.env["NOISEBOOK_COMPILE"] = "always";
  const traced = await run(make(), options, network);
  process.env["NOISEBOOK_COMPILE"] = "off";
  const eager = await run(make(), options, network).finally(() => delete process.env["NOISEBOOK_COMPILE"]);
  assert.ok(traced.graphs > 0, `it never ran as a graph: ${traced.eager}`);
  assert.equal(eager.graphs, 0);
  assert.ok(eager.losses.every(Number.isFinite));
  assert.notEqual(eager.losses[0], eager.losses[steps - 1]);
  const pairs = [...traced.losses, ...traced.weights].map((x, i) => [
    x,
    [...eager.losses, ...eager.weights][i],
  ]);
  return Math.max(...pairs.map(([x, y]) => Math.abs(x - y) / (1 + Math.abs(y))));
}

const schedule = linear({ steps: 100 });
const same = 2e-6;

for (const predict of Object.keys(parameterizations))
  test(`Training a network that predicts ${predict} is the same from traces.`, async () => {
    assert.ok((await apart(() => gaussian({ schedule, predict: predict as "eps" }).loss)) <= same);
  });

for (const weight of Object.keys(weights))
  test(`Training with the weight ${weight} is the same from traces.`, async () => {
    const make = (): Loss =>
      gaussian({ schedule: cosine({ steps: 100 }), predict: "v", weight: weight as "uniform" }).loss;
    assert.ok((await apart(make)) <= same);
  });

for (const name of Object.keys(times))
  test(`Training with t drawn by ${name} is the same from traces.`, async () => {
    const make = (): Loss => gaussian({ schedule, predict: "eps", times: name === "importance" ? importance({ history: 1 }) : (name as "uniform") }).loss; // prettier-ignore
    assert.ok((await apart(make)) <= same);
  });

test("Training with averaged weights, warmup and a cosine is the same from traces.", async () => {
  const options = { ema: 0.9, warmup: 4, decay: "cosine" } as const;
  assert.ok((await apart(() => gaussian({ schedule, predict: "eps" }).loss, options)) <= same);
});

test("Training with a learned variance is the same from traces.", async () => {
  const make = (): Loss => gaussian({ schedule, predict: "eps", variance: "range" }).loss;
  assert.ok((await apart(make, {}, { outputs: 4 })) <= same);
});

test("Training a U-Net, whose filters tfjs keeps packed copies of, is the same from traces.", async () => {
  const pictures = tf.randomNormal([64, 8, 8, 2], 0, 1, "float32", 7);
  const losses = async (way: string): Promise<number[]> => {
    process.env["NOISEBOOK_COMPILE"] = way;
    try {
      const model = unet({ shape: [8, 8, 2], channels: [8, 16], seed: 3 });
      const loss = gaussian({ schedule, predict: "eps" }).loss;
      const fitted = await fit(model, loss, { data: pictures, batch: 8, steps, seed: 5, show: false });
      assert.equal(fitted.compiled.steps > 0, way === "always");
      model.dispose();
      return [...fitted.losses];
    } finally {
      delete process.env["NOISEBOOK_COMPILE"];
    }
  };
  const [traced, eager] = [await losses("always"), await losses("off")];
  pictures.dispose();
  assert.notEqual(eager[0], eager[steps - 1]);
  traced.forEach((x, i) => assert.ok(Math.abs(x - eager[i]) <= 1e-4 * (1 + Math.abs(eager[i])), `step ${i + 1}: ${x}, not ${eager[i]}`)); // prettier-ignore
});

test("Training with self-conditioning, which takes two ways by chance, is the same from traces.", async () => {
  const make = (): Loss => gaussian({ schedule, predict: "eps", selfCondition: 0.5 }).loss;
  assert.ok((await apart(make, { steps: 30 }, { inputs: 4 })) <= same);
});

test("Training on labels that are dropped by chance is the same from traces.", async () => {
  const labels = tf.tensor1d(
    Array.from({ length: 256 }, (_, i) => i % 3),
    "int32",
  );
  const make = (): Loss => gaussian({ schedule, predict: "eps", dropCondition: 0.2 }).loss;
  assert.ok((await apart(make, { condition: labels }, { classes: 3 })) <= same);
});

test("A loss of one's own with numbers that change, noise of its own and a network it calls twice is the same.", async () => {
  const make = (): Loss => {
    let step = 0;
    return (model, x, random) => {
      step++;
      const noise = tf.tensor(random.normal(x.size), x.shape);
      const t = tf.tensor1d(random.integers(x.shape[0], 100), "float32");
      const said = model(x.add(noise.mul(step / 10)), t);
      const again = step % 5 === 0 ? model(said, t) : said;
      return again
        .sub(noise)
        .abs()
        .mean()
        .mul(1 + 1 / step);
    };
  };
  assert.ok((await apart(make, { steps: 40 })) <= same);
});

test("A run that stops at a loss that is not finite leaves the weights as they were, from traces too.", async () => {
  const model = mlp({ dim: 2, width: 8, depth: 1 });
  let step = 0;
  const seen: number[][] = [];
  const loss: Loss = (m, x) => {
    step++;
    return m(x, tf.zeros([x.shape[0]]))
      .sub(1)
      .square()
      .mean()
      .mul(step === 9 ? NaN : 1);
  };
  const weight = Object.values(model.weights)[0];
  await assert.rejects(
    fit(model, loss, { data, batch: 16, steps: 20, show: false, onStep: async () => void seen.push([...(await weight.data())]) }), // prettier-ignore
    /The loss is NaN at step 9: the weights are those of step 8/,
  );
  assert.deepEqual([...(await weight.data())], seen[7]);
});

test("Training from traces leaves no tensor behind.", async () => {
  const make = gaussian({ schedule, predict: "eps" }).loss;
  await run(make, { ema: 0.9 }, {});
  const before = tf.memory();
  await run(make, { ema: 0.9 }, {});
  assert.deepEqual([tf.memory().numTensors, tf.memory().numBytes], [before.numTensors, before.numBytes]);
});

/** A loss that is of one kind for some steps and then of another, though its kernels stay the same. */
function changing(kind: "returned" | "frozen" | "by hand"): () => Loss {
  return () => {
    let step = 0;
    let copy: tf.Tensor | null = null;
    const scaled = (x: tf.Tensor, by: number): tf.Tensor =>
      customGrad((y) => ({ value: (y as tf.Tensor).clone(), gradFunc: (dy) => dy.mul(by) }))(x);
    return (model, x) => {
      step++;
      const first = Object.values(model.weights)[0];
      copy ??= tf.keep(tf.tensor(first.dataSync(), first.shape));
      const said = model(x, tf.zeros([x.shape[0]]));
      const one = said.sub(x).square().mean<tf.Scalar>();
      const other = said.abs().mean<tf.Scalar>();
      if (kind === "returned") return step <= 6 ? one : other;
      if (kind === "frozen") return one.add<tf.Scalar>((step <= 6 ? first : copy).square().sum());
      return scaled(one, step <= 6 ? 1 : -2) as tf.Scalar;
    };
  };
}

for (const [kind, what] of [
  ["returned", "another of its tensors is returned"],
  ["frozen", "a weight is replaced by a copy of it"],
] as const)
  test(`Where after some steps ${what}, training from traces follows.`, async () => {
    assert.ok((await apart(changing(kind), { steps: 20 })) <= same);
  });

test("A loss with a gradient written by hand is run as it is: no trace sees the numbers in it.", async () => {
  process.env["NOISEBOOK_COMPILE"] = "always";
  const traced = await run(changing("by hand")(), { steps: 20 }, {});
  process.env["NOISEBOOK_COMPILE"] = "off";
  const meant = await run(changing("by hand")(), { steps: 20 }, {}).finally(
    () => delete process.env["NOISEBOOK_COMPILE"],
  );
  assert.deepEqual(traced.losses, meant.losses);
  assert.match(traced.eager ?? "", /customGrad/);
});
