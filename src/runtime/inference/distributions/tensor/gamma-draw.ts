import { customGrad, tensor, type Tensor } from "../../../core/tf.ts";
import type { Stream } from "../../../random/index.ts";
import { expectPositive } from "../expect.ts";
import { logGammaDraw } from "../random/gamma.ts";
import { gammaSensitivity } from "../special/incomplete-gamma.ts";

/**
 * ln of draws of Gamma(a, 1), one for each entry of `a`, with implicit gradients: Figurnov et al. (1805.08498), equation 5.
 * The concentrations are read, which a graphics card cannot give at once. Throws a RangeError for one that is not above 0.
 */
export function logGammaDraws(stream: Stream, a: Tensor, who: string): Tensor {
  const draw = customGrad((...given: unknown[]) => {
    const [concentration, save] = given as [Tensor, (tensors: Tensor[]) => void]; // as tfjs calls it
    const values = concentration.dataSync();
    const logs = Float64Array.from(values, (value, i) => {
      expectPositive(who, `concentration[${i}]`, value);
      return logGammaDraw(stream, value);
    });
    save([
      tensor(
        Float32Array.from(values, (value, i) => gammaSensitivity(value, logs[i])),
        concentration.shape,
      ),
    ]);
    return {
      value: tensor(Float32Array.from(logs), concentration.shape),
      gradFunc: (dy: Tensor, [slope]: Tensor[]) => dy.mul(slope),
    };
  });
  return draw(a);
}
