import assert from "node:assert/strict";
import test from "node:test";
import { tensor, tidy } from "../../../../src/runtime/core/tf.ts";
import { gaussian, minSnr, parameterization } from "../../../../src/runtime/diffusion/index.ts";
import { stream } from "../../../../src/runtime/random/index.ts";
import { cosine, flow, linear, vpSde } from "../../../../src/runtime/schedules/index.ts";

const x0 = tensor([[1, 2], [-3, 0.5], [0, 0], [0.1, 4], [2, 2]]); // prettier-ignore
const squares = [2.5, 4.625, 0, 8.005, 4];

/** What is observed of a network that answers 0. */
const ofZero = (diffusion: Pick<ReturnType<typeof gaussian>, "loss">) =>
  tidy(() => {
    const seen = diffusion.loss.observed()!((x) => x.zerosLike(), x0, stream(3));
    return { loss: seen.loss.dataSync()[0], errors: seen.errors.arraySync(), t: Array.from(seen.t) };
  });

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-4 * Math.max(1e-3, Math.abs(b));

test("A network that answers x_0 = 0 is wrong by x_0, whatever t is.", () => {
  const { errors } = ofZero(gaussian({ schedule: linear({ steps: 40 }), predict: "x0" }));
  squares.forEach((square, i) => assert.ok(near(errors[1][i], square), errors[1].join()));
});

test("The errors of eps and x_0 are in the ratio of the SNR, whatever the network predicts.", () => {
  for (const schedule of [linear({ steps: 40 }), vpSde()] as const) {
    for (const predict of ["eps", "x0", "v"] as const) {
      const { errors, t } = ofZero(gaussian({ schedule, predict, weight: minSnr(5) }));
      t.forEach((at, i) => {
        const { alpha, sigma } = schedule.level(at);
        if (errors[1][i] > 1e-6)
          assert.ok(near(errors[0][i] / errors[1][i], (alpha / sigma) ** 2), `${predict} at ${at}`);
      });
    }
  }
});

test("Where the loss is the simple one of eps, it is the mean of the errors of eps.", () => {
  const { loss, errors } = ofZero(gaussian({ schedule: cosine({ steps: 50 }) }));
  assert.ok(near(loss, errors[0].reduce((a, b) => a + b, 0) / errors[0].length));
});

test("To observe draws the same random numbers as the loss.", () => {
  const diffusion = gaussian({ schedule: linear({ steps: 40 }), predict: "v" });
  const loss = tidy(() => diffusion.loss((x) => x.mul(0.3), x0, stream(5)).dataSync()[0]);
  const seen = tidy(() => diffusion.loss.observed()!((x) => x.mul(0.3), x0, stream(5)).loss.dataSync()[0]);
  assert.equal(seen, loss);
});

test("Of an output that x_0 is no multiple of, no errors are known.", () => {
  const squared = parameterization({
    name: "square",
    target: ({ x0: of }) => of.square(),
    x0: ({ output }) => output.square(),
  });
  assert.equal(gaussian({ schedule: linear({ steps: 40 }), predict: squared }).loss.observed(), null);
});

test("Losses are alike where they weigh the same errors alike at the same levels of noise.", () => {
  const base = { schedule: linear({ steps: 100 }), predict: "v", weight: minSnr(5) } as const;
  const nature = (changes = {}) => gaussian({ ...base, ...changes }).loss.nature;
  assert.equal(nature().name, "v, min-SNR-5");
  assert.equal(gaussian({ schedule: base.schedule }).loss.nature.name, "eps");
  assert.ok(
    nature().alike(nature({ schedule: linear({ steps: 100 }), weight: minSnr(5), times: "antithetic" })),
  );
  for (const [what, changes] of Object.entries({
    weight: { weight: minSnr(3) },
    predict: { predict: "eps", weight: "uniform" },
    norm: { norm: "l1" },
  })) {
    assert.equal(nature().alike(nature(changes)), false, what);
    assert.equal(nature().sameLevels(nature(changes)), true, what);
  }
  for (const [what, changes] of Object.entries({
    schedule: { schedule: cosine({ steps: 100 }) },
    steps: { schedule: linear({ steps: 200 }) },
    flow: { schedule: flow() },
    times: { times: "logitNormal" },
    offset: { offsetNoise: 0.1 },
  }))
    assert.equal(nature().sameLevels(nature(changes)), false, what);
});
