import test from "node:test";
import assert from "node:assert/strict";
import * as v from "valibot";
import { Training, trainingMime } from "../../../../../src/protocol/index.ts";
import { tensor2d, zeros, type Scalar, type Tensor } from "../../../../../src/runtime/core/tf.ts";
import {
  coverage,
  gan,
  ganLosses,
  ring,
  type GanOptions,
} from "../../../../../src/runtime/families/index.ts";
import { feedForward } from "../../../../../src/runtime/networks/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { inNotebook } from "../../fake-host.ts";
import { leaves } from "../../no-leak.ts";

const modes = ring();
const data = modes.sample(stream(1), 4000);
const small = { dim: 2, latent: 4, width: 8, depth: 1 } as const;

test("A short training on a ring of eight Gaussians finds all of them.", async () => {
  const made = gan({ dim: 2, latent: 4, width: 48, depth: 2 });
  await leaves(0, async () => {
    const { criticLosses, generatorLosses } = await made.train({ data, steps: 600, learningRate: 2e-3 });
    assert.equal(criticLosses.length, 600);
    assert.equal(generatorLosses.length, 600);
    const samples = made.sample(stream(3), 2000);
    const { hit, kl, quality } = await coverage(samples, modes);
    samples.dispose();
    // Of points spread over the disc 8 (3 std)^2 / 1.5^2 = 8 % would be close to a mode.
    assert.equal(hit, 8);
    assert.ok(quality > 0.1 && kl < 0.15, `quality ${quality}, KL ${kl}`);
  });
  made.dispose();
});

test("Every loss trains, the same way for the same seed, and leaves no tensor behind.", async () => {
  for (const loss of ["original", "nonSaturating", "wganGp", "hinge"] as const) {
    const train = async (seed: number): Promise<number[]> => {
      const made = gan({ ...small, loss });
      let losses: number[] = [];
      await leaves(0, async () => {
        losses = [...(await made.train({ data, steps: 3, batch: 16, seed })).generatorLosses];
      });
      made.dispose();
      return losses;
    };
    const first = await train(1);
    assert.deepEqual(await train(1), first);
    assert.notDeepEqual(await train(2), first);
  }
});

test("The critic takes its steps while the generator waits.", async () => {
  let real = 0;
  let made = 0;
  const counted = {
    ...ganLosses.wganGp,
    critic: (...given: Parameters<typeof ganLosses.wganGp.critic>) => (
      real++,
      ganLosses.wganGp.critic(...given)
    ),
    generator: (...given: Parameters<typeof ganLosses.wganGp.generator>) => (
      made++,
      ganLosses.wganGp.generator(...given)
    ),
  };
  const players = gan({ ...small, loss: counted });
  await players.train({ data, steps: 4, batch: 8 });
  assert.deepEqual([real, made], [20, 4]);
  await players.train({ data, steps: 2, batch: 8, criticSteps: 3 });
  assert.deepEqual([real, made], [26, 6]);
  players.dispose();
});

test("A notebook sees the run and its samples; an interrupt ends it and keeps the weights.", async () => {
  await inNotebook(async (host) => {
    const made = gan(small);
    const before = await made.weights["generator.0.weight"].data();
    const onStep = (step: number): void => {
      if (step === 5) host.interrupt();
    };
    await leaves(0, async () => {
      const run = made.train({
        data,
        steps: 1000,
        batch: 8,
        sampleEvery: 2,
        onStep,
      });
      await assert.rejects(run, { name: "AbortError" });
    });
    assert.notDeepEqual(await made.weights["generator.0.weight"].data(), before);
    const shown = v.parse(Training, host.updates.at(-1)?.[trainingMime]);
    assert.equal(shown.progress.state, "stopped");
    assert.equal(shown.progress.step, 5);
    assert.deepEqual(shown.samples.map(({ step }) => step), [2, 4]); // prettier-ignore
    made.dispose();
  });
});

test("It ends after the seconds it was given.", async () => {
  const made = gan(small);
  const { seconds, criticLosses } = await made.train({ data, steps: 1_000_000, seconds: 0.3, batch: 8 });
  assert.ok(seconds >= 0.3 && seconds < 3, `${seconds}`);
  assert.ok(criticLosses.length > 1 && criticLosses.length < 100_000);
  made.dispose();
});

test("Your own networks play.", async () => {
  const generator = feedForward({ inputs: 3, outputs: 4, width: 6 });
  const critic = feedForward({ inputs: 4, outputs: 1, width: 6, seed: 1 });
  const own = (x: Parameters<typeof critic>[0]) => critic(x.reshape([x.shape[0], 4]));
  const made = gan({
    shape: [2, 2, 1],
    latent: 3,
    generator,
    critic: Object.assign(own, { weights: critic.weights }),
  });
  assert.equal(made.criticWeights.length, 6);
  assert.equal(made.generatorWeights.length, 6);
  await made.train({ data: zeros([10, 2, 2, 1]), steps: 2, batch: 4 });
  const drawn = made.sample(stream(0), 3);
  assert.deepEqual(drawn.shape, [3, 2, 2, 1]);
  drawn.dispose();
  made.dispose();
});

test("What cannot be is refused with a reason.", async () => {
  assert.throws(
    () => gan({ ...small, loss: "wgan" as "wganGp" }),
    /choose one of original, nonSaturating, wganGp, hinge/,
  );
  assert.throws(() => gan({ ...small, penalty: -1 }), /penalty is at least 0/);
  assert.throws(() => gan({ ...small, latents: 3 } as GanOptions), /no option "latents"/);
  const made = gan(small);
  assert.throws(() => made.score(tensor2d([[1, 2, 3]])), /of examples \[batch, 2\], and these are \[1, 3\]/);
  await assert.rejects(made.train({ data: zeros([5, 3]) }), /and the data is \[5, 3\]/);
  await assert.rejects(
    made.train({ data, learningRate: 0 }),
    /learningRate of the generator must be more than 0/,
  );
  await assert.rejects(made.train({ data, step: 3 } as never), /no option "step"/);
  const broken = {
    ...ganLosses.hinge,
    critic: (...of: [Tensor, Tensor]) => ganLosses.hinge.critic(...of).mul<Scalar>(NaN),
  };
  const bad = gan({ ...small, loss: broken });
  const still = gan({ ...small, critic: (x) => x.sum(1) });
  await assert.rejects(still.train({ data, steps: 1 }), /critic has no weights to train/);
  still.dispose();
  await assert.rejects(bad.train({ data, steps: 1 }), /critic's loss is NaN: its weights are those before/);
  made.dispose();
  bad.dispose();
});
