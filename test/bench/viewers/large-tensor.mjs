// How long a tensor of 1 GB takes to its first picture, and to what holds of all its values.
//   node test/bench/viewers/large-tensor.mjs [BACKEND] [ELEMENTS ALONG A SIDE]
// One process for each backend: it needs `node esbuild.mjs` first, and 3 GB of memory.
import { setImmediate } from "node:timers/promises";
import path from "node:path";
import { runMain } from "../../../scripts/lib/run-main.mjs";
import { dist } from "../../../scripts/lib/project.mjs";

const [backend = "wasm", side = "16384"] = process.argv.slice(2);

/** A notebook that notes when it is shown what, and has follow-ups done at once. */
function notebook() {
  const followUp = Symbol.for("noisebook.followUp");
  /** When what was shown, and the processor's time until then, in milliseconds.
   * @type {{ at: number, cpu: number }[]} */
  const shown = [];
  const now = () => ({ at: performance.now(), cpu: cpuTime() });
  /** @type {Promise<void>[]} */
  const followed = [];
  /** @type {((request: unknown) => void) | null} */
  let ask = null;
  /** @type {(() => void)} */
  let answered = () => undefined;
  /** @param {any} bundle */
  const display = (bundle) => {
    JSON.stringify(bundle);
    shown.push(now());
    const update = (/** @type {any} */ next) => {
      JSON.stringify(next);
      shown.push(now());
    };
    followed.push(bundle[followUp]?.(update, setImmediate));
    return "shown";
  };
  const host = {
    signal: new AbortController().signal,
    display,
    update: () => undefined,
    clearOutput: () => undefined,
    onTerminated: () => undefined,
    onStream: () => undefined,
    watchMemory: () => undefined,
    describeValues: () => undefined,
    throwIfInterrupted: () => undefined,
    whole: { begin: () => false, end: () => undefined },
    openStream: () => ({
      id: "stream",
      send: () => answered(),
      close: () => undefined,
      set onRequest(/** @type {any} */ heard) {
        ask = heard;
      },
    }),
  };
  Object.assign(globalThis, { [Symbol.for("noisebook.host")]: host });
  return {
    shown,
    followed,
    /** @param {any[]} cuts */
    answer: (cuts) =>
      /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          answered = resolve;
          ask?.({ id: "question", cuts });
        })
      ),
  };
}

/** What the process has taken of all processors so far, in milliseconds: unlike the clock it tells of us alone. */
function cpuTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

await runMain(async () => {
  process.env["NOISEBOOK_BACKEND"] = backend;
  const page = notebook();
  const tf = await import(path.join(dist, "runtime", "tfjs.js"));
  const { show } = await import(path.join(dist, "runtime", "display.js"));
  const n = Number(side);
  const x = tf.tidy(() => tf.randomUniform([n, 1]).add(tf.randomUniform([1, n])));
  await x.slice([0, 0], [1, 1]).data();
  /** @param {string} name @param {{ at: number, cpu: number }} from @param {{ at: number, cpu: number } | undefined} to */
  const row = (name, from, to) => {
    const [ms, cpu] = to ? [to.at - from.at, to.cpu - from.cpu] : [NaN, NaN];
    console.log(
      `${name.padEnd(36)} ${ms.toFixed(0).padStart(7)} ms ${cpu.toFixed(0).padStart(7)} ms of processors`,
    );
  };
  const now = () => ({ at: performance.now(), cpu: cpuTime() });
  console.log(`${tf.getBackend()}, ${(x.size * 4) / 2 ** 30} GB`);
  const began = now();
  await show(x);
  row("first picture", began, page.shown[0]);
  const question = async (/** @type {string} */ name, /** @type {any[]} */ cuts) => {
    const asked = now();
    await page.answer(cuts);
    row(name, asked, now());
  };
  await Promise.all(page.followed);
  row("what holds of all values", began, page.shown.at(-1));
  const block = Math.ceil(n / 320);
  const all = { start: 0, step: 1, count: n, block };
  await question("the whole, as a viewer draws it", [all, all]);
  const near = { start: n / 2, step: 1, count: 320, block: 1 };
  await question("320 x 320 of its values", [near, near]);
});
