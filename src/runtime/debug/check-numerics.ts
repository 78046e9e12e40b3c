import { expectOptions } from "../core/options.ts";
import { expectReadsAtOnce, readNow } from "../core/read-now.ts";
import { shapeText } from "../core/shape.ts";
import { Tensor } from "../core/tf.ts";
import { engine } from "../memory/engine.ts";
import { NotFinite } from "./not-finite.ts";

export interface CheckNumericsOptions {
  /** Whether an infinity is an error as well. Not unless said: a mask or ln 0 may mean one. */
  infinity?: boolean;
}

/** Checks that are on. `using check = checkNumerics()` ends them with the block. */
export interface NumericsCheck extends Disposable {
  stop(): void;
}

/**
 * Has the first operation throw NotFinite whose result, a gradient's among them, holds a NaN: with its name, the shapes of
 * its inputs, the entry, and whether an input had one before it. Slow, since every result is read: for finding a mistake.
 * Throws an Error on webgpu, which cannot read at once, and a TypeError for an option that there is not.
 */
export function checkNumerics(options: CheckNumericsOptions = {}): NumericsCheck {
  expectOptions("checkNumerics", options, ["infinity"]);
  expectReadsAtOnce(who, instead);
  const isWrong = options.infinity ? (x: number) => !Number.isFinite(x) : Number.isNaN;
  const tf = engine();
  const before = tf.runKernel;
  const checking: typeof before = function (name, inputs, attrs) {
    const result = before.call(this, name, inputs, attrs);
    // Within a kernel, what it works on is not yet anybody's.
    if (this.state.kernelDepth === 0)
      for (const output of [result].flat()) expectFinite(name, Object.values(inputs), output, isWrong);
    return result;
  };
  tf.runKernel = checking;
  const stop = (): void => {
    // Another check that began later goes on, and ends with this one still below it.
    if (tf.runKernel === checking) tf.runKernel = before;
  };
  return { stop, [Symbol.dispose]: stop };
}

type Test = (x: number) => boolean;

const who = "checkNumerics";
const instead = 'choose the backend "wasm", "native" or "cpu" to find a mistake';

function expectFinite(name: string, inputs: readonly unknown[], output: unknown, isWrong: Test): void {
  const wrong = firstWrong(output, isWrong);
  if (!wrong) return;
  const tensors = inputs.filter((input): input is Tensor => input instanceof Tensor);
  const had = tensors.findIndex((input) => firstWrong(input, isWrong));
  const of = tensors.map(({ shape }) => shapeText(shape)).join(" and ") || "no inputs";
  throw new NotFinite(
    `${name} of ${of} gave ${wrong.value} (entry ${wrong.entry} of ${shapeText((output as Tensor).shape)})` +
      (had < 0 ? ", out of finite numbers." : `; its input ${had + 1} had one already.`),
  );
}

function firstWrong(x: unknown, isWrong: Test): { entry: number; value: number } | null {
  if (!(x instanceof Tensor) || x.dtype !== "float32") return null;
  const values = readNow(x as Tensor, who, instead);
  const entry = values.findIndex(isWrong);
  return entry < 0 ? null : { entry, value: values[entry] };
}
