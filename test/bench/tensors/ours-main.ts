// Ours, on the backend that NOISEBOOK_BACKEND names: answers each line of standard input with one of standard output.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { backend } from "../../../src/runtime/backend/index.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { mlp, unet, type Model } from "../../../src/runtime/networks/index.ts";
import { ddim } from "../../../src/runtime/samplers/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import * as tf from "../../../src/runtime/core/tf.ts";
import { stream } from "../../../src/runtime/random/index.ts";
import { steps } from "../../../src/runtime/training/step.ts";
import type { Scalar, Tensor, Tensor1D, Tensor4D } from "../../../src/runtime/core/tf.ts";

type Work = () => Tensor | Promise<Tensor>;
type Name = "mlp" | "unet";

/** A model's weights and data with its loss on them, for other systems to repeat. */
interface Written {
  shape: number[];
  weights: Record<string, { shape: number[]; data: number[] }>;
  x: number[];
  target: number[];
  loss: number;
}

const random = (...shape: number[]): Tensor => tf.randomNormal(shape);

const networks: Record<Name, { make: () => Model; shape: number[] }> = {
  mlp: { make: () => mlp({ dim: 2, width: 128, depth: 3 }), shape: [256, 2] },
  unet: { make: () => unet({ shape: [16, 16, 1] }), shape: [32, 16, 16, 1] },
};
const names: Name[] = ["mlp", "unet"];

const times = (batch: number): Tensor1D => tf.tensor1d(Array.from({ length: batch }, (_, i) => 3 * i));

const lossOf = (model: Model, x: Tensor, t: Tensor1D, target: Tensor): Scalar =>
  tf.tidy(() => model(x, t).sub(target).square().mean());

/** Steps as `fit` takes them: a batch's loss, its gradients, Adam, all as one graph. Each resolves with its loss. */
function training(name: Name): Work {
  const { make, shape } = networks[name];
  const [model, t, x, target] = [make(), times(shape[0]), random(...shape), random(...shape)];
  const all = Int32Array.from({ length: shape[0] }, (_, i) => i);
  const learning = steps(model, (of, batch) => lossOf(of, batch, t, target), { data: x, condition: undefined, random: stream(0), ema: undefined }); // prettier-ignore
  let step = 0;
  return async () => {
    const { loss, take } = await learning.next(++step, all, 1e-3);
    take();
    return tf.scalar(loss);
  };
}

/** The same, kernel by kernel. */
function eagerly(work: () => Work): () => Work {
  return () => {
    const one = work();
    return async () => {
      process.env["NOISEBOOK_COMPILE"] = "off";
      try {
        return await one();
      } finally {
        delete process.env["NOISEBOOK_COMPILE"];
      }
    };
  };
}

function sampling(): Work {
  const diffusion = gaussian({ schedule: linear({ steps: 1000 }) });
  const denoiser = diffusion.denoiser(networks.unet.make());
  return async () => {
    let last: Tensor | null = null;
    for await (const { x } of ddim(denoiser, { steps: 20, shape: networks.unet.shape, seed: 1 })) last = x;
    return last!.clone();
  };
}

function product(size: number, transposed: boolean): Work {
  const [a, b] = [random(size, size), random(size, size)];
  return () => tf.matMul(a, b, false, transposed);
}

function convolution(): Work {
  const [x, w] = [random(4, 32, 32, 128), random(3, 3, 128, 128)];
  return () => tf.conv2d(x as Tensor4D, w as Tensor4D, 1, "same");
}

/** The gradient alone, by its kernel. */
function convSlope(by: "filter" | "input"): Work {
  const [x, filter, dy] = [random(4, 32, 32, 128), random(3, 3, 128, 128), random(4, 32, 32, 128)];
  const attrs = { strides: [1, 1], pad: "same", dataFormat: "NHWC", dimRoundingMode: null as never };
  return () =>
    by === "filter"
      ? tf.engine().runKernel("Conv2DBackpropFilter", { x, dy }, { ...attrs, filterShape: filter.shape })
      : tf.engine().runKernel("Conv2DBackpropInput", { dy, filter }, { ...attrs, inputShape: x.shape });
}

function attention(): Work {
  const [q, k, v] = [0, 1, 2].map(() => random(16, 256, 64));
  return () => tf.tidy(() => tf.matMul(tf.softmax(tf.matMul(q, k, false, true).mul(1 / 8)), v));
}

function statistics(): Work {
  const features = random(1000, 2048);
  return () =>
    tf.tidy(() => {
      const centred = features.sub(features.mean(0, true));
      return tf.matMul(centred, centred, true).div(999);
    });
}

const rows: Record<string, () => Work> = {
  matMul512: () => product(512, false),
  matMul512T: () => product(512, true),
  matMul1024: () => product(1024, false),
  conv: convolution,
  convFilter: () => convSlope("filter"),
  convInput: () => convSlope("input"),
  attention,
  mlpStep: () => training("mlp"),
  unetStep: () => training("unet"),
  ddim: sampling,
  mlpStepEager: eagerly(() => training("mlp")),
  unetStepEager: eagerly(() => training("unet")),
  ddimEager: eagerly(sampling),
  fid: statistics,
};

const made = new Map<string, Work>();

/** Milliseconds of single calls, each until its result has been read. */
async function measure({ row, budget }: { row: string; budget: number }): Promise<object> {
  let work = made.get(row);
  if (!work) {
    made.set(row, (work = rows[row]()));
    await once(work);
  }
  const ms: number[] = [];
  const until = performance.now() + budget;
  do ms.push(await once(work));
  while (performance.now() < until && ms.length < 200);
  return { ms };
}

async function once(work: Work): Promise<number> {
  const start = performance.now();
  const result = await work();
  const first = result.flatten().slice(0, 1);
  await first.data(); // the end of the queue
  const ms = performance.now() - start;
  tf.dispose([first, result]);
  return ms;
}

const numbers = async (x: Tensor): Promise<number[]> => [...(await x.data())];

async function write({ file }: { file: string }): Promise<object> {
  const all: Partial<Record<Name, Written>> = {};
  for (const name of names) {
    const { make, shape } = networks[name];
    const model = make();
    const weights: Written["weights"] = {};
    for (const [key, weight] of Object.entries(model.weights)) {
      // Away from where it starts: layers of zeros would hide what is behind them.
      weight.assign(weight.add(tf.randomNormal(weight.shape, 0, 0.05)));
      weights[key] = { shape: weight.shape, data: await numbers(weight) };
    }
    const [x, target] = [random(...shape), random(...shape)];
    const loss = (await lossOf(model, x, times(shape[0]), target).data())[0];
    all[name] = { shape, weights, x: await numbers(x), target: await numbers(target), loss };
  }
  writeFileSync(file, JSON.stringify(all));
  return { losses: Object.fromEntries(names.map((name) => [name, all[name]!.loss])) };
}

async function read({ file }: { file: string }): Promise<object> {
  const all = JSON.parse(readFileSync(file, "utf8")) as Record<Name, Written>;
  const losses: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const { shape, weights, x, target } = all[name];
    const model = networks[name].make();
    for (const [key, weight] of Object.entries(model.weights))
      weight.assign(tf.tensor(weights[key].data, weight.shape));
    const loss = lossOf(model, tf.tensor(x, shape), times(shape[0]), tf.tensor(target, shape));
    losses[name] = (await loss.data())[0];
  }
  return { losses };
}

type Answer = (asked: never) => Promise<object>;
const answers: Record<string, Answer> = { hello: () => Promise.resolve({ backend }), measure, write, read };

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line) as { ask: string };
  const answer = await answers[asked.ask](asked as never).catch((error: unknown) => ({
    problem: String(error),
  }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
