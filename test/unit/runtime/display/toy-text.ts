import { tensor } from "../../../../src/runtime/core/tf.ts";
import type { TokenFrame } from "../../../../src/runtime/samplers/index.ts";

export const vocabulary = ["[MASK]", "the", "model", "reads", "what", "is", "there", ".", "fills"];
export const mask = 0;
/** "the model reads what is there ." */
export const sentence = [1, 2, 3, 4, 5, 6, 7];

/** Probabilities of one position: `p` for the right token, the rest shared by all others. */
export const chancesOf = (right: number, p: number): number[] =>
  vocabulary.map((_, id) => (id === right ? p : (1 - p) / (vocabulary.length - 1)));

/** Fills one position of each of `batch` sentences with each step, from the left, being sure to the part `p`. */
export async function* fillFromLeft(batch = 2, p = 0.5): AsyncGenerator<TokenFrame> {
  const steps = sentence.length;
  for (let step = 0; step <= steps; step++) {
    const row = sentence.map((id, i) => (i < step ? id : mask));
    const probs = Array.from({ length: batch }, () => sentence.map((id) => chancesOf(id, p)));
    const all = step < steps ? tensor(probs, undefined, "float32") : null;
    yield { step, steps, t: 1 - step / steps, tokens: Array.from({ length: batch }, () => row), probs: all };
    all?.dispose();
    await Promise.resolve();
  }
}
