import { Tensor } from "@tensorflow/tfjs-core";

/**
 * Tensors whose numbers are on their way to `await x.data()`. Where that takes time the backend knows them by their
 * memory alone, so they are held here until it is over.
 */
const reading = new Set<Tensor>();

/** Has tensors held while they are read. */
export function holdWhileReading(): void {
  for (const method of ["data", "bytes"] as const) {
    // Called below on the tensor it was called on.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const read = Tensor.prototype[method] as (this: Tensor) => Promise<never>;
    Tensor.prototype[method] = function (this: Tensor) {
      reading.add(this);
      const over = () => void reading.delete(this);
      const numbers = read.call(this);
      numbers.then(over, over);
      return numbers;
    };
  }
}
