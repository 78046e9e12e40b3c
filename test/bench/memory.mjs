// What freeing tensors by itself costs and holds to: one training step of an MLP, written without tidy.
//   node esbuild.mjs && node test/bench/memory.mjs [steps]
// Each line is a process of its own; "tidied" disposes of everything by hand, so that no collection happens. "cost" takes
// turns in one process, so that whatever else the machine does weighs on both: the awaited step, and the tidied one on
// tfjs as it is without us.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(import.meta.url);
const [how, count] = process.argv.slice(2);

if (how === "cost") await compare(Number(count));
else if (["awaited", "sync", "tidied"].includes(how)) await measure(how, Number(count));
else {
  const steps = Number(how ?? 10_000);
  console.log(`node ${process.version}; ms is the median step, mean includes collections`);
  for (const [backend, times] of Object.entries({ wasm: steps, cpu: Math.ceil(steps / 100) })) {
    for (const kind of ["tidied", "awaited", "sync", "cost"]) {
      const env = { ...process.env, NOISEBOOK_BACKEND: backend };
      const { stdout, stderr } = spawnSync(process.execPath, [here, kind, String(times)], { env });
      console.log(backend.padEnd(5), String(stdout || stderr).trim());
    }
  }
}

async function prepare() {
  const runtime = path.join(path.dirname(here), "../../dist/runtime");
  const tf = await import(path.join(runtime, "tfjs.js"));
  const { memory, collect } = await import(path.join(runtime, "memory.js"));

  const sizes = [2, 128, 128, 128, 2];
  const weights = sizes.slice(1).map((to, i) => ({
    w: tf.variable(tf.randomNormal([sizes[i], to], 0, sizes[i] ** -0.5)),
    b: tf.variable(tf.zeros([to])),
  }));
  const adam = tf.train.adam(1e-3);
  /** @param {any} x @param {any} y */
  const loss = (x, y) => {
    let h = x;
    weights.forEach(({ w, b }, i) => {
      h = tf.add(tf.matMul(h, w), b);
      if (i < weights.length - 1) h = tf.mul(h, tf.sigmoid(h));
    });
    return tf.mean(tf.square(tf.sub(h, y)));
  };
  const step = () => {
    const x = tf.randomNormal([256, 2]);
    const y = tf.sin(x);
    return { x, y, value: adam.minimize(() => loss(x, y), true) };
  };
  return { tf, memory, collect, step };
}

/** @param {string} kind @param {number} steps */
async function measure(kind, steps) {
  const { tf, memory, collect, step } = await prepare();
  const times = new Float64Array(steps);
  let tensors = 0;
  let bytes = 0;
  const began = performance.now();
  for (let i = 0; i < steps; i++) {
    const start = performance.now();
    const made = step();
    if (kind !== "sync") await made.value.data();
    if (kind === "tidied") tf.dispose(made);
    times[i] = performance.now() - start;
    const now = memory();
    tensors = Math.max(tensors, now.tensors);
    bytes = Math.max(bytes, now.bytes);
  }
  const mean = (performance.now() - began) / steps;
  await collect();
  console.log(
    `${kind.padEnd(8)} ${steps} steps  ${median(times).toFixed(3)} ms  mean ${mean.toFixed(3)} ms  peak ${tensors} tensors, ` +
      `${(bytes / 1e6).toFixed(1)} MB  left ${memory().tensors}  rss ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
  );
}

/** @param {number} steps */
async function compare(steps) {
  const { tf, step, collect } = await prepare();
  const engine = tf.engine();
  const names = ["runKernel", "makeTensor", "track", "keep", "incRef", "disposeTensor"];
  const hooks = names.map((name) => [name, engine[name]]);
  const block = Math.min(10, Math.ceil(steps / 10));
  const plain = [];
  const ours = [];
  for (let i = 0; i < steps / block / 2; i++) {
    for (const [name] of hooks) delete engine[name];
    plain.push(await time(block, (made) => tf.dispose(made)));
    for (const [name, hook] of hooks) engine[name] = hook;
    ours.push(await time(block, () => undefined));
  }
  const began = performance.now();
  const freed = await collect();
  const collection = performance.now() - began;

  /** Milliseconds of the processor for a step. @param {number} count @param {(made: any) => void} after */
  async function time(count, after) {
    const before = process.cpuUsage();
    for (let i = 0; i < count; i++) {
      const made = step();
      await made.value.data();
      after(made);
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / count;
  }
  const [without, withUs] = [median(plain), median(ours)];
  console.log(
    `cost     ${steps} steps  ${without.toFixed(3)} ms of the processor without us, ${withUs.toFixed(3)} ms with ` +
      `(${((withUs / without - 1) * 100).toFixed(1)} %); a collection of ${freed.tensors} tensors takes ${collection.toFixed(0)} ms`,
  );
}

/** @param {ArrayLike<number>} values */
function median(values) {
  return Array.from(values).sort((a, b) => a - b)[values.length >> 1];
}
