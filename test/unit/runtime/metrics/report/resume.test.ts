import test, { after } from "node:test";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { softmax, tensor, type Tensor } from "../../../../../src/runtime/core/tf.ts";
import { evaluate, type EvaluateOptions, type Extractor } from "../../../../../src/runtime/metrics/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-resume-"));
after(() => rm(folder, { recursive: true }));

const pictures = (count: number, seed: number): Tensor =>
  tensor(stream(seed).uniform(count * 4), [count, 2, 2]);

/** Three numbers of four, times `factor`, with a note of each look; it stops the work at look number `at`. */
function watched({ factor = 1, at = Infinity } = {}) {
  const stop = new AbortController();
  const looks: number[] = [];
  const features = (x: Tensor): Tensor => {
    looks.push(x.shape[0]);
    if (looks.length === at) stop.abort();
    return x.reshape([-1, 4]).slice([0, 0], [-1, 3]).mul(factor);
  };
  const extractor: Extractor = {
    name: "three",
    range: [0, 1],
    features,
    probabilities: (x) => softmax(x.reshape([-1, 4])),
  };
  return { extractor, looks, signal: stop.signal };
}

const [samples, reference] = [pictures(50, 1), pictures(40, 2)];
const metrics = ["frechet", "inceptionScore"] as const;
const options = { metrics, bootstrap: 20, batch: 10, training: reference };

const judged = async (more: EvaluateOptions, of = samples): Promise<unknown> =>
  JSON.parse(JSON.stringify(await evaluate(of, reference, { ...options, ...more })));

/** A file that an interrupt at this look has left. */
async function left(name: string, at: number): Promise<string> {
  const resume = path.join(folder, name);
  const { extractor, signal } = watched({ at });
  await assert.rejects(judged({ extractor, signal, resume }), /aborted/);
  return resume;
}

test("An interrupted report goes on where it was, and is that of one that was not; the file goes away.", async () => {
  const whole = watched();
  const expected = await judged({ extractor: whole.extractor });
  assert.equal(whole.looks.length, 13); // five batches of samples, four of reference, and those again as training
  for (const at of [1, 4, 8]) {
    const resume = await left(`at-${at}`, at);
    assert.ok(existsSync(resume));
    const { extractor, looks } = watched();
    assert.deepEqual(await judged({ extractor, resume }), expected);
    // One batch is made again; that of the interrupt was done. The training examples are the reference, and are found.
    assert.equal(looks.length, 1 + Math.max(0, 9 - at), `after an interrupt at ${at}`);
    assert.ok(!existsSync(resume));
  }
});

test("Other examples are looked at again, whatever was kept of those before.", async () => {
  const others = pictures(50, 3);
  const expected = await judged({ extractor: watched().extractor }, others);
  const resume = await left("others", 7);
  assert.deepEqual(await judged({ extractor: watched().extractor, resume }, others), expected);
});

test("Where an extractor has changed under its name nothing of what it made before is used, then or later.", async () => {
  const expected = await judged({ extractor: watched({ factor: 2 }).extractor });
  const resume = await left("changed", 9);
  const { extractor, signal } = watched({ factor: 2, at: 3 });
  await assert.rejects(judged({ extractor, signal, resume }), /aborted/);
  assert.deepEqual(await judged({ extractor: watched({ factor: 2 }).extractor, resume }), expected);
});

test("What is damaged or cut off in the file is made again.", async () => {
  const expected = await judged({ extractor: watched().extractor });
  const cut = await left("cut", 6);
  await truncate(cut, (await readFile(cut)).length - 5);
  const once = watched();
  assert.deepEqual(await judged({ extractor: once.extractor, resume: cut }), expected);
  assert.equal(once.looks.length, 1 + 9 - 6 + 1);

  const damaged = await left("damaged", 6);
  const bytes = await readFile(damaged);
  bytes[bytes.length - 60] ^= 1; // in the rows of the last record
  await writeFile(damaged, bytes);
  assert.deepEqual(await judged({ extractor: watched().extractor, resume: damaged }), expected);
});

test("A file that is something else is refused and left alone.", async () => {
  const resume = path.join(folder, "letter.txt");
  await writeFile(resume, "Dear reader, this is no file of features.");
  await assert.rejects(judged({ extractor: watched().extractor, resume }), /no file of an unfinished report/);
  assert.equal(await readFile(resume, "utf8"), "Dear reader, this is no file of features.");
});

test("An extractor may answer later, and nothing is left behind.", async () => {
  const expected = await judged({ extractor: watched().extractor, metrics: ["frechet"] });
  await leaves(0, async () => {
    const { extractor: now } = watched();
    const later: Extractor = {
      ...now,
      async features(x) {
        const rows = (await x.array()) as number[][][];
        return tensor(rows.map((row) => row.flat().slice(0, 3)));
      },
    };
    assert.deepEqual(await judged({ extractor: later, metrics: ["frechet"] }), expected);
  });
});
