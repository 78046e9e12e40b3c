import test from "node:test";
import { concat, tensor, type Tensor } from "../../src/runtime/core/tf.ts";
import { edmWeight, gaussian, minSnr, parameterizations } from "../../src/runtime/diffusion/index.ts";
import { instants } from "../../src/runtime/diffusion/instant.ts";
import { losses } from "../../src/runtime/diffusion/loss/losses.ts";
import { chosenOptions } from "../../src/runtime/diffusion/options.ts";
import { edm, fromBetas, linear } from "../../src/runtime/schedules/index.ts";
import { assertClose } from "./close.ts";

test("Min-SNR weights of noise and velocity are diffusers'.", () => {
  const weights = (predict: "eps" | "v") => {
    const { weightAt } = gaussian({ schedule: linear(), predict, weight: minSnr(5) });
    return [10, 100, 500].map((t) => weightAt(t));
  };
  // Their SNR was computed in single precision, of which 1 - alphaBar keeps five digits at t = 10.
  const eps = [0.010991663, 0.58570987, 1];
  weights("eps").forEach((weight, i) => assertClose(weight, eps[i], 5e-5, `eps ${i}`));
  const v = [0.010967553, 0.52429312, 0.077796638];
  weights("v").forEach((weight, i) => assertClose(weight, v[i], 5e-5, `v ${i}`));
});

test("EDM's preconditioning and weight are those of its table.", async () => {
  const { schedule } = gaussian({ schedule: edm() });
  const predict = parameterizations.edm;
  const cases = [
    { sigma: 0.5, skip: 0.5, out: 0.35355339, into: 1.41421356, noise: -0.1732868, weight: 8 },
    { sigma: 1, skip: 0.2, out: 0.4472136, into: 0.89442719, noise: 0, weight: 5 },
  ];
  for (const { sigma, skip, out, into, noise, weight } of cases) {
    const t = schedule.timeAt(-2 * Math.log(sigma));
    const at = instants(schedule, t, [1]);
    const [zero, one] = [tensor([0]), tensor([1])];
    assertClose((await predict.x0({ ...at, output: zero, xt: one }).data())[0], skip, 1e-6, "c_skip");
    assertClose((await predict.x0({ ...at, output: one, xt: zero }).data())[0], out, 1e-6, "c_out");
    const level = { alpha: 1, sigma, t, snr: sigma ** -2, logSnr: -2 * Math.log(sigma), schedule };
    assertClose(predict.input!(level), into, 1e-8, "c_in");
    assertClose(predict.time!(level) + 1, noise + 1, 1e-8, "c_noise");
    assertClose(edmWeight().at(level), weight, 1e-12, "lambda");
  }
});

test("A learned range of variances and the rescaled error are guided-diffusion's.", async () => {
  const [batch, size] = [2, 48];
  const k = Array.from({ length: batch * size }, (_, i) => i);
  const halfEven = (x: number) => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
  const x0 = tensor(
    k.map((i) => halfEven((255 * i) / 95) / 127.5 - 1),
    [batch, size],
  );
  const eps = tensor(
    k.map((i) => Math.SQRT2 * Math.cos(i)),
    [batch, size],
  );
  const t = [0, 9];
  const factor = tensor(
    t.map((one) => one / (one + 1)),
    [batch, 1],
  );
  const model = (x: Tensor) => concat([x.mul(factor), x.sin()], 1);
  const betas = Array.from({ length: 10 }, (_, i) => 0.01 + (0.49 * i) / 9);
  const options = {
    schedule: fromBetas(betas),
    variance: "range",
    decoder: "discretized",
    lambda: 0.001,
  } as const;
  const { error, bound } = losses(chosenOptions(options), model, x0, { t, eps });
  const mse = await error.data();
  assertClose(mse[0], 1.0188748424766456, 1e-5, "mse");
  assertClose(mse[1], 0.02437123908759094, 1e-5, "mse");
  // Rescaled by T / 1000, which is lambda T.
  const vb = await bound!.mul(options.lambda * betas.length).data();
  assertClose(vb[0], 0.0568909656449044, 1e-4, "vb");
  assertClose(vb[1], 1.93217907832426e-4, 1e-4, "vb");
  const total = await gaussian(options).losses(model, x0, { t, eps }).data();
  assertClose(total[0], 1.0188748424766456 + 0.0568909656449044, 1e-5, "loss");
});
