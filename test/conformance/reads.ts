// What the runtime reads of its own tensors while it works, on a backend that can only be waited for as well.
import { exp, ones, tensor1d, train, type Scalar, type Tensor } from "../../src/runtime/core/tf.ts";
import { moons } from "../../src/runtime/data/index.ts";
import { claim, expectation, normal } from "../../src/runtime/derivation/index.ts";
import { convert, gaussian, importance, parameterization } from "../../src/runtime/diffusion/index.ts";
import { tensors } from "../../src/runtime/inference/index.ts";
import type { TensorDistribution } from "../../src/runtime/inference/distributions/tensor/distribution.ts";
import { mlp } from "../../src/runtime/networks/index.ts";
import { stream } from "../../src/runtime/random/index.ts";
import { ddim } from "../../src/runtime/samplers/index.ts";
import { cosine, learned, linear, zeroTerminalSnr } from "../../src/runtime/schedules/index.ts";
import { fit, type Loss } from "../../src/runtime/training/index.ts";

/** Numbers of each by its name; nothing of it may depend on the backend but by rounding. */
export const reads: Record<string, () => Promise<number[]>> = {
  async "training with importance-sampled t"() {
    const times = importance({ history: 2, uniform: 0.1 });
    const schedule = linear({ steps: 4, betaStart: 0.1, betaEnd: 0.6 });
    const diffusion = gaussian({ schedule, times });
    let run = stream(0);
    const loss: Loss = (model, x0, random) => {
      run = random;
      return diffusion.loss(model, x0, random);
    };
    const data = moons(64);
    const model = mlp({ dim: 2, width: 8, depth: 1, seed: 1 });
    const { losses } = await fit(model, loss, { data, batch: 16, steps: 12, seed: 2 });
    // What it has learned: weights are 1 / (T p_t), and 1 as long as nothing is known.
    return [...losses, ...Array.from(times.draw(schedule, 16, run).weights ?? [])];
  },
  async "a learned schedule, before and after a step of training"() {
    const schedule = learned({ width: 8 });
    const numbers = async () => {
      const frozen = await schedule.frozen();
      const t = [0, 0.25, 0.5, 1];
      // Once it has been frozen, its own numbers are known as well, until the weights change.
      return [...t.map((one) => frozen.logSnr(one)), ...t.map((one) => schedule.level(one).alpha)];
    };
    const before = await numbers();
    const optimizer = train.sgd(0.01);
    const t = tensor1d([0.2, 0.6]);
    for (let i = 0; i < 3; i++) optimizer.minimize(() => schedule.logSnr(t).square().mean<Scalar>());
    return [...before, ...(await numbers())];
  },
  async "an expectation, alone and as a part of a claim's side"() {
    const moment = () =>
      expectation({ of: ({ x }) => exp(x.mul(0.5)), over: { x: normal([3]) }, draws: 150, seed: 3 });
    const { means, standardErrors } = await moment();
    const { worst } = await claim("c", {
      left: () => ({
        a: moment(),
        b: expectation({ of: ({ x }) => x ** 2, over: { x: normal() }, draws: 400 }),
      }),
      right: () => ({ a: Array<number>(3).fill(Math.exp(1 / 8)), b: 1 }),
      over: {},
      show: false,
    });
    return [...means, ...standardErrors, worst.error];
  },
  async "checks of a parameterization, its weights and what it says at the ends"() {
    const predict = parameterization({
      name: "root",
      target: ({ x0, eps, alpha, sigma }) =>
        alpha.sqrt<Tensor>().mul<Tensor>(eps).sub(sigma.sqrt<Tensor>().mul(x0)),
      x0: ({ output, xt, alpha, sigma }) => {
        const [a, s] = [alpha.sqrt<Tensor>(), sigma.sqrt<Tensor>()];
        return a
          .mul<Tensor>(xt)
          .sub<Tensor>(sigma.mul(output))
          .div(alpha.mul<Tensor>(a).add(sigma.mul<Tensor>(s)));
      },
    });
    const diffusion = gaussian({ schedule: cosine({ steps: 20 }), predict, weight: "minSnr" });
    const refused = (() => {
      try {
        gaussian({ schedule: zeroTerminalSnr(linear({ steps: 20 })), predict: "eps" });
        return 0;
      } catch (error) {
        return error instanceof RangeError ? 1 : 2;
      }
    })();
    const model = (x: Tensor) => x.mul<Tensor>(0.5);
    let last: ArrayLike<number> = [];
    for await (const { x } of ddim(diffusion.denoiser(model), { steps: 4, shape: [2, 2], seed: 1 }))
      last = await x.data();
    const xt = ones([1, 2]);
    const v = convert(xt.mul<Tensor>(0.3), { from: "v", to: "x0", xt, schedule: diffusion.schedule, t: 5 });
    return [refused, ...[1, 10, 19].map(diffusion.weightAt), ...Array.from(last), ...(await v.data())];
  },
  async "draws from plain numbers"() {
    const of: TensorDistribution[] = [
      tensors.gamma({ concentration: 0.7, rate: 2 }),
      tensors.inverseGamma({ concentration: 3 }),
      tensors.studentT({ df: 4 }),
      tensors.beta({ alpha: 2, beta: 0.5 }),
      tensors.dirichlet({ concentration: [0.5, 1, 4] }),
      tensors.poisson({ rate: 6 }),
      tensors.binomial({ trials: 9, logit: -0.4 }),
    ];
    const drawn = of.map((each, i) => each.sample(stream(i), [5]).data());
    return (await Promise.all(drawn)).flatMap((values) => [...values]);
  },
};
