import test from "node:test";
import assert from "node:assert/strict";
import { tensor } from "../../../../src/runtime/core/tf.ts";
import { ddim, probabilityFlow } from "../../../../src/runtime/samplers/index.ts";
import { cosineLogSnr, edm, flow, linear, vpSde } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";
import { finish, gaussianData, normal, worst } from "../guidance/exact.ts";

const [mean, std] = [0.3, 0.5];
const starts = [-2, 1, 3];

test("On Gaussian data it follows the exact solution on every schedule, at every frame.", async () => {
  for (const schedule of [edm({ sigmaMin: 0.02, sigmaMax: 10 }), vpSde(), cosineLogSnr(), flow(), linear()]) {
    const first = schedule.level(schedule.range[1]);
    const size = Math.hypot(first.alpha, first.sigma);
    const x = tensor(starts.map((start) => [start * size + first.alpha * mean]));
    const options = { x, rtol: 1e-5, atol: 1e-6, denoise: false };
    for await (const frame of probabilityFlow(gaussianData(schedule, mean, std ** 2), options)) {
      const { alpha, sigma } = frame;
      const ratio = Math.hypot(alpha * std, sigma) / Math.hypot(first.alpha * std, first.sigma);
      const exact = x
        .sub(first.alpha * mean)
        .mul(ratio)
        .add(alpha * mean);
      const scale = Math.hypot(alpha, sigma);
      assert.ok((await worst(frame.x, exact)) < 3e-4 * scale, `${schedule.name} at t = ${frame.t}`);
      if (!frame.x0 || !frame.eps) continue;
      const made = frame.x0.mul(alpha).add(frame.eps.mul(sigma));
      assert.ok((await worst(made, frame.x)) < 1e-5 * scale, "x = alpha x_0 + sigma eps");
      const wanted = gaussianData(schedule, mean, std ** 2)(frame.x, frame.t);
      assert.ok(
        (await worst(frame.x0, wanted.x0)) < 2e-3,
        `${schedule.name}: x_0 is the model's at t = ${frame.t}`,
      );
    }
  }
});

test("A tighter tolerance costs more calls of the model and errs less.", async () => {
  const schedule = edm({ sigmaMin: 0.02, sigmaMax: 10 });
  const x = tensor([[mean + 10 * 3]]);
  const exact = mean + 30 * (Math.hypot(std, 0.02) / Math.hypot(std, 10));
  const of = async (rtol: number) => {
    let calls = 0;
    for await (const { nfe, x: state, step, steps } of probabilityFlow(
      gaussianData(schedule, mean, std ** 2),
      {
        x,
        rtol,
        atol: rtol,
        denoise: false,
      },
    )) {
      if (step < steps) continue;
      calls = nfe;
      return { calls, error: Math.abs((await state.data())[0] - exact) };
    }
    return assert.fail("no last frame");
  };
  const [loose, tight] = [await of(1e-2), await of(1e-5)];
  assert.ok(tight.calls > loose.calls, `${tight.calls} calls and ${loose.calls}`);
  assert.ok(tight.error < 1e-4 && tight.error <= loose.error, JSON.stringify({ loose, tight }));
});

test("It ends where DDIM ends with many steps, in one step of denoising.", async () => {
  const denoiser = gaussianData(linear(), mean, std ** 2);
  const x = normal(1, [4, 3]);
  const [a, b] = [probabilityFlow(denoiser, { x, rtol: 1e-5 }), ddim(denoiser, { x, steps: 500 })];
  assert.ok((await worst(await finish(a), await finish(b))) < 5e-3);
});

test("The other way round it encodes data, and the way back returns it.", async () => {
  const denoiser = gaussianData(flow(), mean, std ** 2);
  const data = normal(2, [5, 2]);
  const code = await finish(probabilityFlow(denoiser, { x: data, from: 0, to: 1, rtol: 1e-6, atol: 1e-6 }));
  assert.ok((await worst(code, data.sub(mean).div(std))) < 1e-3);
  const back = await finish(probabilityFlow(denoiser, { x: code, rtol: 1e-6, atol: 1e-6 }));
  assert.ok((await worst(back, data)) < 1e-3);
});

test("Its last frame counts the steps, which are a guess before.", async () => {
  const frames: { step: number; steps: number; asked: boolean }[] = [];
  for await (const { step, steps, x0 } of probabilityFlow(gaussianData(linear(), 0, 1), { shape: [2, 2] }))
    frames.push({ step, steps, asked: x0 !== null });
  frames.forEach(({ step, steps, asked }, i) => {
    assert.equal(step, i);
    assert.equal(steps > step, i < frames.length - 1);
    assert.equal(asked, i < frames.length - 1);
  });
});

test("Left in any frame it leaves nothing; at its end the sample alone.", async () => {
  const denoiser = gaussianData(linear(), 0, 1);
  for (const stop of [0, 2]) {
    await leaves(0, async () => {
      for await (const { step } of probabilityFlow(denoiser, { shape: [2, 2] })) if (step === stop) break;
    });
  }
  for (const denoise of [true, false]) {
    await leaves(1, async () => {
      await finish(probabilityFlow(denoiser, { shape: [2, 2], denoise }));
    });
  }
});

test("Options that cannot be are refused at the call.", () => {
  const denoiser = gaussianData(linear(), 0, 1);
  const make = (options: object) => () => probabilityFlow(denoiser, { shape: [1, 1], ...options });
  assert.throws(make({ rtol: 1e-9 }), /rtol must be at least 1e-7/);
  assert.throws(make({ from: 1000 }), /between 0 and 999, and is 1000/);
  assert.throws(make({ maxSteps: 0 }), /maxSteps/);
  assert.throws(() => probabilityFlow(denoiser), /Probability flow needs the shape/);
});
