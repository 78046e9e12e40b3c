import { customGrad, tensor, type Tensor } from "../../../core/tf.ts";
import type { Stream } from "../../../random/index.ts";
import { expectPositive } from "../expect.ts";
import { logGammaDraw } from "../random/gamma.ts";
import { gammaSensitivity } from "../special/incomplete-gamma.ts";
import { isNumbers } from "./as-tensor.ts";
import type { Parameters } from "./distribution.ts";
import { hostValues } from "./host-values.ts";

/**
 * ln of draws of Gamma(a, 1) of this shape, to which `a` broadcasts, with implicit gradients where it is a tensor: Figurnov
 * et al. (1805.08498), equation 5. Tensors are read at once, which is refused on webgpu. Throws a RangeError for a
 * concentration that is not above 0.
 */
export function logGammaDraws(stream: Stream, a: Parameters, shape: readonly number[], who: string): Tensor {
  if (typeof a === "number" || isNumbers(a))
    return tensorOf(drawEach(stream, hostValues(a, shape, who), who), shape);
  const draw = customGrad((...given: unknown[]) => {
    const [concentration, save] = given as [Tensor, (tensors: Tensor[]) => void]; // as tfjs calls it
    const values = hostValues(concentration, shape, who);
    const logs = drawEach(stream, values, who);
    save([
      tensorOf(
        values.map((value, i) => gammaSensitivity(value, logs[i])),
        shape,
      ),
    ]);
    return {
      value: tensorOf(logs, shape),
      gradFunc: (dy: Tensor, [slope]: Tensor[]) => dy.mul(slope),
    };
  });
  return draw(a.broadcastTo([...shape]));
}

/** ln of a draw of Gamma(a, 1) for each concentration. */
const drawEach = (stream: Stream, concentrations: Float64Array, who: string): Float64Array =>
  concentrations.map((value, i) => {
    expectPositive(who, `concentration[${i}]`, value);
    return logGammaDraw(stream, value);
  });

const tensorOf = (values: Float64Array, shape: readonly number[]): Tensor =>
  tensor(Float32Array.from(values), [...shape]);
