import { standardCauchy } from "../univariate/cauchy.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { locationScale } from "./location-scale.ts";

/** Cauchy's distribution: location 0 and scale 1 unless given. Mean and variance are NaN. */
export const cauchy = ({
  location = 0,
  scale = 1,
}: { location?: Parameter; scale?: Parameter } = {}): TensorDistribution =>
  locationScale(
    "cauchy",
    { standard: standardCauchy, logProb: (z) => z.square().log1p().add(Math.log(Math.PI)).neg() },
    { location, scale },
  );
