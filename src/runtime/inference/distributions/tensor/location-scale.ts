import type { Tensor } from "../../../core/tf.ts";
import type { Standard } from "../univariate/location-scale.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { ofNumbers } from "./family.ts";
import { filled } from "./noise.ts";

/** location + scale Z, of Z from a standard distribution that is drawn in float64. */
export const locationScale = (
  name: string,
  { standard, logProb }: { standard: Standard; logProb: (z: Tensor) => Tensor },
  parameters: { location: Parameter; scale: Parameter },
): TensorDistribution =>
  ofNumbers(parameters, {
    name,
    reparameterized: true,
    logProb: (x, { location, scale }) => logProb(x.sub<Tensor>(location).div(scale)).sub(scale.log()),
    sample: (stream, shape, { location, scale }) =>
      filled(shape, () => standard.sample(stream))
        .mul<Tensor>(scale)
        .add(location),
    entropy: ({ scale }) => scale.log().add(standard.entropy()),
    mean: ({ location, scale }) => location.add(scale.mul(standard.mean)),
    variance: ({ location, scale }) =>
      scale.square().mul<Tensor>(standard.variance).add(location.zerosLike()),
  });
