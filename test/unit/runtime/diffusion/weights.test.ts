import test from "node:test";
import assert from "node:assert/strict";
import { zeros, type Tensor } from "../../../../src/runtime/core/tf.ts";
import {
  convert,
  edmWeight,
  gaussian,
  huber,
  minSnr,
  p2,
  parameterization,
  parameterizations,
  preconditioned,
  pseudoHuber,
  sigmoid,
  softMinSnr,
  weight,
  weights,
  type Parameterization,
  type Weight,
} from "../../../../src/runtime/diffusion/index.ts";
import { noise, stream } from "../../../../src/runtime/random/index.ts";
import {
  cosine,
  edm,
  flow,
  linear,
  vpSde,
  type NoiseSchedule,
} from "../../../../src/runtime/schedules/index.ts";

const close = (a: number, b: number, tolerance: number, what: string) =>
  assert.ok(Math.abs(a - b) <= tolerance * Math.abs(b), `${what}: ${a}, not ${b}`);

/** eps - 2 x_0, defined in a cell as anyone would. */
const mine = parameterization({
  name: "mine",
  target: ({ x0, eps }) => eps.sub(x0.mul(2)),
  x0: ({ output, xt, alpha, sigma }) => xt.sub(sigma.mul(output)).div(alpha.add(sigma.mul(2))),
});

/** A network that says what `wrong` says of x_0, in the words of another parameterization. */
const saying =
  (wrong: Tensor, to: Parameterization, schedule: NoiseSchedule, t: number[], xt: Tensor) => () =>
    convert(wrong, { from: "x0", to, xt, schedule, t });

test("A weight gives the same loss whatever is predicted, for all of them but the uniform one.", async () => {
  const schedules = [
    { schedule: linear(), t: [1, 40, 300, 800] },
    { schedule: vpSde(), t: [0.02, 0.2, 0.5, 0.9] },
    { schedule: flow(), t: [0.05, 0.2, 0.5, 0.9] },
    { schedule: edm(), t: [0.2, 0.4, 0.6, 0.9] },
  ];
  const [x0, eps, wrong] = [1, 2, 3].map((seed) => noise([4, 6], { seed }));
  for (const { schedule, t } of schedules) {
    const xt = gaussian({ schedule, predict: "v" }).diffuse(x0, t, eps);
    for (const [name, one] of Object.entries<Weight>(weights)) {
      if (name === "uniform") continue;
      const expected = [
        ...(await gaussian({ schedule, predict: "x0", weight: one })
          .losses(() => wrong, x0, { t, eps })
          .data()),
      ];
      for (const predict of [...Object.values(parameterizations), preconditioned({ sigmaData: 1.5 }), mine]) {
        if (predict.name === "mean" && !("betas" in schedule)) continue;
        // Both are refused on a schedule that ends in noise alone.
        if (schedule.name === "flow" && ["eps", "score"].includes(predict.name)) continue;
        const found = await gaussian({ schedule, predict, weight: one })
          .losses(saying(wrong, predict, schedule, t, xt), x0, { t, eps })
          .data();
        found.forEach((loss, i) =>
          close(loss, expected[i], 2e-3, `${schedule.name}, ${name}, ${predict.name}, t = ${t[i]}`),
        );
      }
    }
  }
});

test("A loss is the weight at t times the mean squared error of the output.", async () => {
  const t = [3, 400, 990];
  const x0 = noise([3, 5], { seed: 1 });
  const eps = noise([3, 5], { seed: 2 });
  for (const predict of ["eps", "x0", "v", "edm"] as const) {
    for (const name of ["minSnr", "elbo", "uniform"] as const) {
      const diffusion = gaussian({ schedule: cosine(), predict, weight: name });
      const plain = await diffusion
        .with({ weight: "uniform" })
        .losses((x) => zeros(x0.shape).mul(x), x0, { t, eps })
        .data();
      const found = await diffusion.losses((x) => zeros(x0.shape).mul(x), x0, { t, eps }).data();
      t.forEach((one, i) =>
        close(found[i], plain[i] * diffusion.weightAt(one), 1e-4, `${predict}, ${name}, t = ${one}`),
      );
    }
  }
});

test("The ELBO's weight is the factor of the error in the divergence of two Gaussians.", () => {
  const { schedule, weightAt } = gaussian({ schedule: cosine({ steps: 60 }), predict: "x0", weight: "elbo" });
  for (const t of [1, 2, 30, 58]) {
    // KL(N(m1, v) || N(m2, v)) = (m1 - m2)^2 / (2 v), and the means differ by the coefficient of x_0.
    const factor = schedule.posteriorMeanX0[t] ** 2 / (2 * schedule.posteriorVariance[t]);
    close(weightAt(t), factor, 1e-9, `t = ${t}`);
  }
  close(weightAt(0), 1 / (2 * schedule.posteriorVariance[1]), 1e-9, "the decoder");
});

test("The discrete ELBO's weights approach the continuous ones as steps grow.", () => {
  const continuous = gaussian({ schedule: vpSde(), predict: "eps", weight: "elbo" });
  const steps = 20_000;
  const discrete = gaussian({ schedule: vpSde().discretize(steps), predict: "eps", weight: "elbo" });
  for (const t of [0.1, 0.5, 0.9]) {
    // Step i of the discretization ends at t = (i + 1) / steps; each is 1 / steps of the integral.
    const sum = discrete.weightAt(Math.round(t * steps) - 1) * steps;
    close(sum, continuous.weightAt(t), 1e-3, `t = ${t}`);
  }
  // For noise it is half the slope of the log-SNR: beta / (2 (1 - alphaBar)).
  const beta = 0.1 + 19.9 * 0.5;
  const alphaBar = Math.exp(-(0.1 * 0.5 + (19.9 * 0.25) / 2));
  close(continuous.weightAt(0.5), beta / (2 * (1 - alphaBar)), 1e-6, "closed form");
});

test("Each weight has its paper's formula.", () => {
  const schedule = linear();
  const of = (one: Weight, predict: "eps" | "x0" | "v") => {
    const { weightAt } = gaussian({ schedule, predict, weight: one });
    return (t: number) => weightAt(t);
  };
  for (const t of [10, 200, 600]) {
    const snr = schedule.alphaBar[t] / (1 - schedule.alphaBar[t]);
    close(of(minSnr(3), "x0")(t), Math.min(snr, 3), 1e-6, "min-SNR, x0");
    close(of(minSnr(3), "eps")(t), Math.min(snr, 3) / snr, 1e-6, "min-SNR, eps");
    close(of(minSnr(3), "v")(t), Math.min(snr, 3) / (snr + 1), 1e-6, "min-SNR, v");
    close(of(softMinSnr(4), "x0")(t), (4 * snr) / (4 + snr), 1e-6, "soft-min-SNR");
    close(of(weights.truncatedSnr, "eps")(t), Math.max(1, 1 / snr), 1e-6, "truncated SNR");
    close(of(weights.snr, "x0")(t), snr, 1e-6, "SNR");
    close(of(p2({ k: 2, gamma: 0.5 }), "eps")(t), 1 / Math.sqrt(2 + snr), 1e-6, "P2");
    close(of(weights.debiased, "eps")(t), 1 / Math.sqrt(snr), 1e-6, "debiased");
    const ratio = of(sigmoid(-1), "v")(t) / of(weights.elbo, "v")(t);
    close(ratio, 1 / (1 + snr * Math.E), 1e-6, "sigmoid");
  }
  // The error of F counts 1 at every t by the weight that belongs to it.
  const preferred = gaussian({
    schedule: edm(),
    predict: preconditioned({ sigmaData: 0.7 }),
    weight: edmWeight({ sigmaData: 0.7 }),
  });
  for (const t of [0, 0.3, 1]) close(preferred.weightAt(t), 1, 1e-5, `EDM at t = ${t}`);
});

test("Norms have their papers' values, by example.", async () => {
  const x0 = zeros([2, 2]);
  const of = async (norm: Parameters<typeof gaussian>[0]["norm"]) => {
    const says = () =>
      zeros([2, 2]).add([
        [0.5, -3],
        [0, 2],
      ]);
    const { losses } = gaussian({ schedule: linear(), predict: "x0", norm: norm! });
    return [...(await losses(says, x0, { t: [1, 2], eps: x0 }).data())];
  };
  assert.deepEqual(await of("mse"), [(0.25 + 9) / 2, 2]);
  assert.deepEqual(await of("l1"), [1.75, 1]);
  assert.deepEqual(await of(huber(2)), [(0.125 + 4) / 2, 1]);
  const [first, second] = await of(pseudoHuber(1.5));
  close(first, Math.sqrt(9.25 + 2.25) - 1.5, 1e-6, "pseudo-Huber");
  close(second, 1, 1e-6, "pseudo-Huber");
  close((await of("pseudoHuber"))[1], 2, 1e-3, "with a small c it is the length");
});

test("Weights, norms and names that cannot be are refused.", () => {
  const schedule = linear();
  assert.throws(
    () => gaussian({ schedule, weight: "minsnr" as never }),
    /no weight "minsnr": choose one of uniform, elbo, snr, .* or make one/,
  );
  assert.throws(() => gaussian({ schedule, norm: "l2" as never }), /no norm "l2": choose one of mse, l1/);
  assert.throws(
    () => gaussian({ schedule, weight: { name: "odd", of: "xt", at: () => 1 } as never }),
    /"odd" .* not of "xt"/,
  );
  assert.throws(() => minSnr(0), /gamma of minSnr is a number above 0, not 0/);
  assert.throws(() => huber(-1), /delta of huber/);
  const negative = gaussian({ schedule, weight: weight({ name: "minus", of: "eps", at: () => -1 }) });
  assert.throws(() => negative.loss((x) => x, noise([2, 2]), stream(1)), /"minus" is -1 at t = /);
  const curved = parameterization({
    name: "curved",
    target: ({ x0 }) => x0.sinh(),
    x0: ({ output }) => output.asinh(),
  });
  assert.throws(
    () => gaussian({ schedule, predict: curved, weight: "elbo" }),
    /elbo .* "curved" does not read x_0 as a multiple/,
  );
  assert.equal(gaussian({ schedule, predict: curved }).weight.name, "uniform");
});
