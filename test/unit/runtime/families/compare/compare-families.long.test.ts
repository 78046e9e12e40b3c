import test from "node:test";
import assert from "node:assert/strict";
import { displaySymbol } from "../../../../../src/protocol/index.ts";
import { memory, tensor, zeros } from "../../../../../src/runtime/core/tf.ts";
import { digits, moons } from "../../../../../src/runtime/data/index.ts";
import { gaussian } from "../../../../../src/runtime/diffusion/index.ts";
import {
  compareFamilies,
  diffusionFamily,
  flowFamily,
  ganFamily,
  realNvp,
  ring,
  vaeFamily,
  type CompareFamiliesOptions,
  type Family,
} from "../../../../../src/runtime/families/index.ts";
import { mlp } from "../../../../../src/runtime/networks/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { ddim } from "../../../../../src/runtime/samplers/index.ts";
import { cosine } from "../../../../../src/runtime/schedules/index.ts";
import { inNotebook } from "../../fake-host.ts";
import { leaves } from "../../no-leak.ts";

const families = [
  vaeFamily({ width: 16, depth: 1 }),
  flowFamily({ make: ({ shape, seed }) => realNvp({ dim: shape[0], width: 16, depth: 1, layers: 2, seed }) }),
  ganFamily({ width: 16, depth: 1 }),
  diffusionFamily({
    diffusion: gaussian({ schedule: cosine({ steps: 20 }) }),
    model: (shape, seed) => mlp({ dim: shape[0], width: 16, depth: 1, seed }),
    sampler: (denoiser, options) => ddim(denoiser, { steps: 5, ...options }),
  }),
];
const data = moons(300);
const common = {
  data,
  families,
  budget: { steps: 4 },
  batch: 16,
  samples: 40,
  show: false,
} satisfies CompareFamiliesOptions;

/** N(0, I), as a family that needs no training: its likelihood and its samples are known. */
const normal: Family = {
  name: "normal",
  train: () =>
    Promise.resolve({
      title: "N(0, I)",
      size: 0,
      steps: 0,
      seconds: 0.5,
      sample: (n, seed) => Promise.resolve(tensor(stream(seed).normal(2 * n), [n, 2])),
      async logLikelihood(x) {
        const values = await x.data<"float32">();
        const squares = values.reduce((sum, v) => sum + v * v, 0);
        return { kind: "exact", nats: Math.log(2 * Math.PI) + (0.5 * squares) / x.shape[0], error: null };
      },
      dispose: () => undefined,
    }),
};

test("The four families train on the same data with the same budget and are measured alike.", async () => {
  await leaves(0, async () => {
    const { families: found, failures, stopped, dispose } = await compareFamilies(common);
    assert.deepEqual(Object.keys(found), ["VAE", "flow", "GAN", "diffusion"]);
    assert.deepEqual([failures, stopped], [{}, false]);
    for (const { trained, samples, neighbours, seconds, modes } of Object.values(found)) {
      assert.equal(trained.steps, 4);
      assert.deepEqual(samples.shape, [40, 2]);
      assert.ok(
        [neighbours.precision, neighbours.recall, neighbours.coverage].every(
          (share) => share >= 0 && share <= 1,
        ),
      );
      assert.ok(seconds.train > 0 && seconds.sample > 0 && modes === null);
    }
    assert.deepEqual(
      Object.values(found).map(({ likelihood }) => likelihood?.kind),
      ["lower bound", "exact", undefined, "lower bound"],
    );
    const { likelihood } = found.VAE;
    assert.ok(likelihood && Math.abs(likelihood.bitsPerDim - likelihood.nats / 2 / Math.LN2) < 1e-12);
    dispose();
  });
});

test("The same seed compares the same; what the families learn depends on it.", async () => {
  const run = async (seed: number) => {
    const { families: found, dispose } = await compareFamilies({ ...common, seed });
    const said = await Promise.all(
      Object.values(found).map(async ({ likelihood, samples }) => [
        likelihood?.nats,
        ...(await samples.data()),
      ]),
    );
    dispose();
    return said;
  };
  const first = await run(1);
  assert.deepEqual(await run(1), first);
  assert.notDeepEqual(await run(2), first);
});

test("Likelihood and coverage are those of the held-out examples, which nothing was trained on.", async () => {
  let trainedOn = zeros([0]);
  const spy: Family = {
    ...normal,
    train: (given) => ((trainedOn = given.data.clone()), normal.train(given)),
  };
  const { families: found, dispose } = await compareFamilies({ ...common, families: [spy], samples: 500 });
  const train = await trainedOn.data<"float32">();
  const all = await data.data<"float32">();
  assert.deepEqual(trainedOn.shape, [240, 2]);
  // The square sum of what was held out is what is missing from all.
  const squares = (of: Float32Array): number => of.reduce((sum, v) => sum + v * v, 0);
  const expected = Math.log(2 * Math.PI) + (0.5 * (squares(all) - squares(train))) / 60;
  assert.ok(Math.abs(found.normal.likelihood!.nats - expected) < 1e-4);
  dispose();
  trainedOn.dispose();
  const own = tensor([[0, 0], [1, 0], [0, 1], [1, 1], [2, 0], [0, 2]]); // prettier-ignore
  const given = await compareFamilies({ ...common, families: [normal], test: own });
  assert.ok(Math.abs(given.families.normal.likelihood!.nats - Math.log(2 * Math.PI) - (0.5 * 12) / 6) < 1e-6);
  given.dispose();
  own.dispose();
});

test("A family of your own stands in the table beside the others, with its modes.", async () => {
  const modes = ring({ std: 0.3 });
  const mixture = modes.sample(stream(1), 200);
  const compared = await compareFamilies({
    ...common,
    data: mixture,
    modes,
    families: [normal, families[2]],
  });
  const bundle = compared[displaySymbol]();
  const lines = String(bundle["text/plain"]).split("\n");
  assert.match(lines[0], /^family +−ln p\(x\), nats +precision .* modes +within 3 sd +steps/);
  assert.match(lines[1], /^normal +[\d.]+ .* \d of 8 /);
  assert.match(lines[2], /^GAN +not known /);
  assert.match(String(bundle["text/html"]), /<table .*<img src="data:image\/png;base64,/);
  assert.equal(compared.families.normal.modes?.modes, 8);
  compared.dispose();
  mixture.dispose();
});

test("A family that fails says why, and the others go on; where all fail, it is thrown.", async () => {
  const broken: Family = { name: "broken", train: () => Promise.reject(new Error("no such luck")) };
  const {
    families: found,
    failures,
    dispose,
    [displaySymbol]: shown,
  } = await compareFamilies({ ...common, families: [broken, normal] });
  assert.deepEqual(Object.keys(found), ["normal"]);
  assert.equal(failures.broken.message, "no such luck");
  assert.match(String(shown()["text/plain"]), /broken +failed: no such luck/);
  dispose();
  await leaves(0, () => assert.rejects(compareFamilies({ ...common, families: [broken] }), /no such luck/));
  const shapes: Family = {
    name: "shapes",
    train: async (given) => ({
      ...(await normal.train(given)),
      sample: () => Promise.resolve(zeros([3, 2])),
    }),
  };
  await leaves(0, () =>
    assert.rejects(compareFamilies({ ...common, families: [shapes] }), /\[3, 2\], not \[40, 2\]/),
  );
});

test("A notebook sees the table grow; an interrupt keeps the families that are finished.", async () => {
  await inNotebook(async (host) => {
    const interrupting: Family = {
      name: "interrupting",
      train(given) {
        host.interrupt();
        return families[0].train({ ...given, budget: { steps: 1000 } });
      },
    };
    const before = memory().numTensors;
    const chosen = [normal, interrupting, families[1]];
    const {
      families: found,
      stopped,
      dispose,
    } = await compareFamilies({ ...common, families: chosen, show: true });
    assert.deepEqual([Object.keys(found), stopped], [["normal"], true]);
    assert.match(String(host.shown[0]["text/plain"]), /normal +waits\ninterrupting +waits/);
    const last = String(host.updates.at(-1)?.["text/plain"]);
    assert.match(last, /normal +done .*\ninterrupting +stopped\nflow +stopped/);
    dispose();
    assert.equal(memory().numTensors, before);
    await assert.rejects(compareFamilies({ ...common, families: [families[0]] }), { name: "AbortError" });
    assert.equal(memory().numTensors, before);
  });
});

test("A budget of seconds ends each training after them.", async () => {
  const { families: found, dispose } = await compareFamilies({ ...common, budget: { seconds: 0.15 } });
  for (const { trained } of Object.values(found))
    assert.ok(trained.seconds >= 0.15 && trained.seconds < 3 && trained.steps >= 1, `${trained.seconds}`);
  dispose();
});

test("Images on levels cost bits for a pixel in every family that has a likelihood.", async () => {
  const { train, test: held } = digits();
  const images = train.images.slice(0, 64);
  const kept = held.images.slice(0, 12);
  const small = [
    vaeFamily({ width: 8, latent: 4 }),
    flowFamily(),
    ganFamily({ width: 16 }),
    diffusionFamily({
      diffusion: gaussian({ schedule: cosine({ steps: 6 }) }),
      sampler: (of, options) => ddim(of, { steps: 2, ...options }),
    }),
  ];
  const compared = await compareFamilies({ ...common, data: images, test: kept, families: small, levels: 17, samples: 8, k: 2, budget: { steps: 2 }, batch: 8 }); // prettier-ignore
  assert.deepEqual(compared.failures, {});
  const kinds = Object.values(compared.families).map(({ likelihood }) => likelihood?.kind);
  assert.deepEqual(kinds, ["lower bound", "lower bound", undefined, "lower bound"]);
  for (const { likelihood, samples } of Object.values(compared.families)) {
    assert.deepEqual(samples.shape, [8, 8, 8, 1]);
    assert.ok(!likelihood || (likelihood.bitsPerDim > 1 && Number.isFinite(likelihood.bitsPerDim)));
  }
  assert.match(String(compared[displaySymbol]()["text/plain"]), /−log2 p\(x\), bits\/dim/);
  compared.dispose();
});

test("What cannot be is refused with a reason.", async () => {
  const wrong = (changes: object): Promise<unknown> => compareFamilies({ ...common, ...changes });
  await assert.rejects(wrong({ budget: {} }), /budget is \{ steps: 2000 \} or \{ seconds: 30 \}/);
  await assert.rejects(wrong({ budget: { steps: 1, seconds: 1 } }), TypeError);
  await assert.rejects(wrong({ budget: { seconds: -1 } }), /budget.seconds must be more than 0/);
  await assert.rejects(wrong({ families: [] }), /families is empty/);
  await assert.rejects(wrong({ families: [normal, normal] }), /Two families are called "normal"/);
  await assert.rejects(wrong({ data: zeros([3, 2]) }), /at least 10 examples/);
  await assert.rejects(wrong({ test: zeros([9, 3]) }), /test is of the same examples/);
  await assert.rejects(wrong({ step: 3 }), /no option "step"/);
});
