import test, { after } from "node:test";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { tensor } from "../../../../../src/runtime/core/tf.ts";
import {
  extract,
  extractStatistics,
  saveStatistics,
  statistics,
  type Extractor,
  type ImageSource,
} from "../../../../../src/runtime/metrics/index.ts";
import { leaves } from "../../no-leak.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-partial-"));
after(() => rm(folder, { recursive: true }));

/** Features of a picture of 2x2: itself, but for one number. */
const three: Extractor = {
  name: "three",
  range: [0, 1],
  features: (x) => x.reshape([-1, 4]).slice([0, 0], [-1, 3]),
};
const pixel = (k: number) => 0.5 + 0.5 * Math.sin(k * k);
const pictures = (count: number, shift = 0): ImageSource => ({
  count,
  images: (from, to) =>
    tensor(
      Array.from({ length: 4 * (to - from) }, (_, k) => pixel(4 * from + k + shift)),
      [to - from, 2, 2],
    ),
});

async function assertSameAs(
  of: { count: number; mean: () => Float64Array; covariance: () => Promise<Float64Array> },
  count: number,
): Promise<void> {
  const all = await pictures(count).images(0, count);
  const whole = await statistics(await extract(all, three));
  all.dispose();
  assert.equal(of.count, count);
  const near = (a: Float64Array, b: Float64Array) =>
    a.forEach((x, i) => assert.ok(Math.abs(x - b[i]) < 1e-12));
  near(of.mean(), whole.mean());
  near(await of.covariance(), await whole.covariance());
}

test("Statistics of images a batch at a time are those of all at once, and nothing is left behind.", async () => {
  await leaves(0, async () => {
    const of = await extractStatistics(pictures(11), three, { batch: 4 });
    assert.equal(of.extractor, "three");
    await assertSameAs(of, 11);
  });
});

/** Images that are interrupted before those from `at` on are made. */
function interrupted(source: ImageSource, at: number): [ImageSource, AbortSignal, asked: number[]] {
  const stop = new AbortController();
  const asked: number[] = [];
  const images: ImageSource["images"] = (from, to) => {
    asked.push(from);
    if (from >= at) stop.abort();
    return source.images(from, to);
  };
  return [{ count: source.count, images }, stop.signal, asked];
}

// Few samples wait as they are, many are summed up: the file holds either.
for (const at of [2, 4, 8]) {
  test(`After an interrupt at image ${at} the next call goes on from there, and removes the file.`, async () => {
    const resume = path.join(folder, `at-${at}.partial`);
    const [source, signal] = interrupted(pictures(11), at);
    await assert.rejects(extractStatistics(source, three, { batch: 2, resume, signal }), /aborted/);
    assert.ok(existsSync(resume));
    const [again, never, asked] = interrupted(pictures(11), 11);
    const of = await extractStatistics(again, three, { batch: 2, resume, signal: never });
    assert.equal(asked[0], 0); // the first image shows that they are the same
    assert.ok(asked[1] >= at, `goes on from ${asked[1]}`);
    await assertSameAs(of, 11);
    assert.ok(!existsSync(resume));
  });
}

test("A source that fails keeps what has been done.", async () => {
  const resume = path.join(folder, "fails.partial");
  const good = pictures(9);
  const bad: ImageSource = {
    count: 9,
    images: (from, to) => {
      if (from === 6) throw new Error("no such picture");
      return good.images(from, to);
    },
  };
  await assert.rejects(extractStatistics(bad, three, { batch: 3, resume }), /no such picture/);
  await assertSameAs(await extractStatistics(good, three, { batch: 3, resume }), 9);
});

test("A file of another extractor, of other images or of anything else is refused by name.", async () => {
  const resume = path.join(folder, "other.partial");
  const [source, signal] = interrupted(pictures(11), 4);
  await assert.rejects(extractStatistics(source, three, { batch: 2, resume, signal }));
  const refused = (why: RegExp, of = pictures(11), extractor = three) =>
    assert.rejects(extractStatistics(of, extractor, { resume }), (error: Error) => {
      assert.equal(error.name, "RangeError");
      assert.match(error.message, why);
      assert.match(error.message, /other\.partial cannot be gone on from/);
      return true;
    });
  await refused(/of the extractor "three", not "four"/, pictures(11), { ...three, name: "four" });
  await refused(/it is of 11 images, not of 12/, pictures(12));
  await refused(/the first image has other features now/, pictures(11, 1));
  await saveStatistics(await extractStatistics(pictures(5), three), resume);
  await refused(/it has no first: it is no file of unfinished statistics/);
  await writeFile(resume, "text");
  await refused(/no whole \.npz/);
});

test("Sources that make another number of images, or none, are refused.", async () => {
  const short: ImageSource = { count: 4, images: () => tensor([0, 1], [1, 2]) };
  await assert.rejects(extractStatistics(short, three), /made images \[1, 2\] for 0 to 4: 4 are wanted/);
  await assert.rejects(extractStatistics(pictures(0), three), /count of extractStatistics/);
  await assert.rejects(extractStatistics(pictures(3), three, { range: [0, 255] }), /in \[0, 255\]/);
});
