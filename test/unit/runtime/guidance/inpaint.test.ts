import test from "node:test";
import assert from "node:assert/strict";
import { tensor, tidy, type Tensor } from "../../../../src/runtime/core/tf.ts";
import { inpaint } from "../../../../src/runtime/guidance/index.ts";
import { ddim, ddpm } from "../../../../src/runtime/samplers/index.ts";
import { linear } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";
import { gaussianData, normal, worst } from "./exact.ts";

const schedule = linear({ steps: 100 });
const denoiser = gaussianData(schedule, 0, 1);
const mask = tensor([[1, 0, 1]]);
const known = tensor([[0.7, NaN, -1.2]]);

test("Any sampler ends with the known data where it is known; what lies beside it is not looked at.", async () => {
  for (const sampler of [ddim, ddpm]) {
    let last: Tensor | undefined;
    for await (const { x } of sampler(inpaint(denoiser, { known, mask }), { shape: [4, 3], steps: 20 }))
      last = x;
    const values = await last!.data();
    for (let i = 0; i < 4; i++) {
      assert.ok(Math.abs(values[3 * i] - 0.7) < 1e-6 && Math.abs(values[3 * i + 2] + 1.2) < 1e-6);
      assert.ok(Number.isFinite(values[3 * i + 1]));
    }
  }
});

test("On its way the known part is the data and one noise, as the forward process mixes them.", async () => {
  let noise: Tensor | undefined;
  for await (const { x, alpha, sigma, step, steps } of ddim(inpaint(denoiser, { known, mask }), {
    shape: [4, 3],
  })) {
    if (step === steps) break;
    const found = x
      .slice([0, 0], [-1, 1])
      .sub(alpha * 0.7)
      .div(sigma);
    noise ??= found;
    assert.ok((await worst(found, noise)) < 1e-3, `step ${step}`);
  }
});

test("Beside the known part the model's own prediction stands.", async () => {
  const x = normal(1, [2, 3]);
  const [found, plain] = [inpaint(denoiser, { known, mask })(x, 50), denoiser(x, 50)];
  const column = (one: Tensor) => one.slice([0, 1], [-1, 1]);
  assert.equal(await worst(column(found.x0), column(plain.x0)), 0);
  assert.equal(await worst(column(found.eps), column(plain.eps)), 0);
});

test("It leaves nothing behind within tidy.", async () => {
  const x = normal(2, [2, 3]);
  await leaves(0, () => tidy(() => void inpaint(denoiser, { known, mask })(x, 50)));
});

test("A mask or data that does not fit is said with both shapes.", () => {
  const x = normal(3, [2, 3]);
  const wrong = tensor([[1, 0]]);
  assert.throws(
    () => inpaint(denoiser, { known, mask: wrong })(x, 5),
    /mask of shape \[1, 2\] .* x of \[2, 3\]/,
  );
  assert.throws(() => inpaint(denoiser, { known: wrong, mask })(x, 5), /known of shape \[1, 2\]/);
  assert.throws(() => inpaint(denoiser, { known, masks: mask } as never), /no option "masks"/);
});
