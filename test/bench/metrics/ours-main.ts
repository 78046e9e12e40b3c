// Our Fréchet distance and Inception-v3: answers each line of standard input with one of standard output.
import { createInterface } from "node:readline";
import { backend } from "../../../src/runtime/backend/index.ts";
import type { Weight } from "../../../src/runtime/checkpoint/index.ts";
import { memory, randomUniform, type Tensor } from "../../../src/runtime/core/tf.ts";
import {
  extractStatistics,
  frechetDistance,
  loadStatistics,
  saveStatistics,
  statistics,
} from "../../../src/runtime/metrics/index.ts";
import { extractorOf } from "../../../src/runtime/metrics/inception/extractor.ts";
import { layout } from "../../../src/runtime/metrics/inception/layout.ts";
import { stream } from "../../../src/runtime/random/index.ts";

/** Features that vary by different amounts and hang together, of twice as many samples as there are features. */
async function write({ dim, paths }: { dim: number; paths: [string, string] }) {
  for (const [i, path] of paths.entries()) {
    const random = stream(i);
    const of = await statistics(rows(random, 512, dim, i));
    for (let left = 2 * dim - 512; left > 0; left -= 512)
      await of.add(rows(random, Math.min(512, left), dim, i));
    await saveStatistics(of, path);
  }
  return { dim };
}

function rows(random: ReturnType<typeof stream>, count: number, dim: number, set: number): Float64Array[] {
  return Array.from({ length: count }, () => {
    const z = random.normal64(dim);
    return z.map((x, j) => (0.5 * z[(j + 1) % dim] + x) * (1 + 0.5 * Math.sin(j + set)) + 0.05 * set);
  });
}

async function frechet({ paths }: { paths: [string, string] }) {
  const [a, b] = [await loadStatistics(paths[0]), await loadStatistics(paths[1])];
  const from = performance.now();
  const { distance } = await frechetDistance(a, b);
  return { seconds: (performance.now() - from) / 1000, distance };
}

/** Weights at random in the published layout, at full width: what they are does not change the time. */
function weights(): Map<string, Weight> {
  const root = stream(1);
  const all = new Map<string, Weight>();
  for (const [name, { shape }] of layout("fid", 1)) {
    const size = shape.reduce((product, length) => product * length, 1);
    const scale = shape.length > 1 ? Math.sqrt((2 * shape[0]) / size) : 0.1;
    const data = root
      .split(all.size)
      .normal(size)
      .map((z) => (name.includes("running_var") ? 1 : scale * z + (name.endsWith("bn.weight") ? 1 : 0)));
    all.set(name, { shape, dtype: "float32", data });
  }
  return all;
}

async function inception({ batch, count }: { batch: number; count: number }) {
  const extractor = extractorOf("at random", weights(), { batch });
  const make = (from: number, to: number): Tensor =>
    randomUniform([to - from, 64, 64, 3], 0, 1, "float32", from);
  await extractStatistics({ count: batch, images: make }, extractor); // the first compiles and allocates
  const before = memory().numBytes;
  const from = performance.now();
  await extractStatistics({ count, images: make }, extractor);
  const seconds = (performance.now() - from) / 1000;
  const left = memory().numBytes - before;
  extractor.dispose();
  return { rate: count / seconds, left, resident: process.resourceUsage().maxRSS * 1024 };
}

const answers: Record<string, (asked: never) => Promise<object>> = {
  hello: () => Promise.resolve({ version: `${process.version}, ${backend.name}` }),
  write,
  frechet,
  inception,
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line) as { ask: string };
  const answer = await answers[asked.ask](asked as never).catch((error: unknown) => ({
    problem: String(error),
  }));
  console.log(JSON.stringify(answer));
}
