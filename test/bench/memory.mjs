// What freeing tensors by itself costs and holds to: one training step of an MLP, written without tidy.
//   node esbuild.mjs && node test/bench/memory.mjs [steps]
// Each line is a process of its own; "tidied" disposes of everything by hand, so that no collection happens.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(import.meta.url);
const [how, count] = process.argv.slice(2);

if (how === "awaited" || how === "sync" || how === "tidied") await measure(how, Number(count));
else {
  const steps = Number(how ?? 10_000);
  console.log(`node ${process.version}; ms is the median step, mean includes collections`);
  for (const [backend, times] of [
    ["wasm", steps],
    ["cpu", Math.ceil(steps / 100)],
  ]) {
    for (const kind of ["tidied", "awaited", "sync"]) {
      const env = { ...process.env, NOISEBOOK_BACKEND: backend };
      const { stdout, stderr } = spawnSync(process.execPath, [here, kind, String(times)], { env });
      console.log(backend.padEnd(5), String(stdout || stderr).trim());
    }
  }
}

async function measure(kind, steps) {
  const runtime = path.join(path.dirname(here), "../../dist/runtime");
  const tf = await import(path.join(runtime, "tfjs.js"));
  const { memory, collect } = await import(path.join(runtime, "memory.js"));

  const sizes = [2, 128, 128, 128, 2];
  const weights = sizes.slice(1).map((to, i) => ({
    w: tf.variable(tf.randomNormal([sizes[i], to], 0, sizes[i] ** -0.5)),
    b: tf.variable(tf.zeros([to])),
  }));
  const adam = tf.train.adam(1e-3);
  const loss = (x, y) => {
    let h = x;
    weights.forEach(({ w, b }, i) => {
      h = tf.add(tf.matMul(h, w), b);
      if (i < weights.length - 1) h = tf.mul(h, tf.sigmoid(h));
    });
    return tf.mean(tf.square(tf.sub(h, y)));
  };
  const draw = () => {
    const x = tf.randomNormal([256, 2]);
    return { x, y: tf.sin(x) };
  };

  const times = new Float64Array(steps);
  let tensors = 0;
  let bytes = 0;
  const began = performance.now();
  for (let i = 0; i < steps; i++) {
    const start = performance.now();
    const { x, y } = draw();
    const value = adam.minimize(() => loss(x, y), true);
    if (kind !== "sync") await value.data();
    if (kind === "tidied") tf.dispose([x, y, value]);
    times[i] = performance.now() - start;
    const now = memory();
    tensors = Math.max(tensors, now.tensors);
    bytes = Math.max(bytes, now.bytes);
  }
  const mean = (performance.now() - began) / steps;
  const median = times.sort()[steps >> 1];
  await collect();
  const left = memory();
  console.log(
    `${kind.padEnd(8)} ${steps} steps  ${median.toFixed(3)} ms  mean ${mean.toFixed(3)} ms  peak ${tensors} tensors, ` +
      `${(bytes / 1e6).toFixed(1)} MB  left ${left.tensors}  rss ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
  );
}
