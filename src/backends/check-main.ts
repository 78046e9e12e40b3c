// A process that starts the backend which NOISEBOOK_BACKEND names, computes on it what plain loops compute as well, and
// prints what the backend says of itself. Called with the folder of the built runtime.
import path from "node:path";
import { pathToFileURL } from "node:url";

interface Tensor {
  data(): Promise<ArrayLike<number>>;
}

/** What this needs of tfjs, which belongs to the runtime. */
interface Tfjs {
  tensor4d(values: number[], shape: number[]): Tensor;
  conv2d(x: Tensor, filter: Tensor, strides: number, pad: "valid"): Tensor;
  sum(x: Tensor): Tensor;
  square(x: Tensor): Tensor;
  grad(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor;
}

const size = 8;
const width = 3;

/** The gradient of sum(conv(x, filter)²) by x, one channel, in float64. */
function expected(x: number[], filter: number[]): Float64Array {
  const gradient = new Float64Array(x.length);
  const taps = Array.from({ length: width * width }, (_, i) => [Math.floor(i / width), i % width]);
  for (let row = 0; row <= size - width; row++)
    for (let column = 0; column <= size - width; column++) {
      const at = ([down, right]: number[]) => (row + down) * size + column + right;
      const y = taps.reduce((sum, tap, i) => sum + x[at(tap)] * filter[i], 0);
      taps.forEach((tap, i) => (gradient[at(tap)] += 2 * y * filter[i]));
    }
  return gradient;
}

/** What the backend says of itself, once it has come out right. */
async function tried(runtime: string): Promise<object> {
  const load = (name: string): Promise<unknown> => import(pathToFileURL(path.join(runtime, name)).href);
  const { backend } = (await load("backend.js")) as { backend: object };
  const tf = (await load("tfjs.js")) as Tfjs;
  const x = Array.from({ length: size * size }, (_, i) => Math.sin(i));
  const filter = Array.from({ length: width * width }, (_, i) => Math.cos(i));
  const kernel = tf.tensor4d(filter, [width, width, 1, 1]);
  const loss = (input: Tensor) => tf.sum(tf.square(tf.conv2d(input, kernel, 1, "valid")));
  const found = await tf
    .grad(loss)(tf.tensor4d(x, [1, size, size, 1]))
    .data();
  const wanted = expected(x, filter);
  const error = Math.max(...wanted.map((value, i) => Math.abs(value - found[i])));
  // An error that is no number is none that is small.
  if (!(error < 1e-3)) throw new Error(`It computes wrongly: a gradient is off by ${error}.`);
  return backend;
}

// A reason is for a person: without the stack that Node would print with it.
const said = await tried(process.argv[2]).catch((error: unknown) => ({
  problem: error instanceof Error ? error.message : String(error),
}));
console.log(JSON.stringify(said));
