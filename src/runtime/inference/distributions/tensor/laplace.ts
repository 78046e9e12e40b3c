import { standardLaplace } from "../univariate/laplace.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { locationScale } from "./location-scale.ts";

/** Laplace's distribution exp(-|x - location| / scale) / (2 scale): 0 and 1 unless given. */
export const laplace = ({
  location = 0,
  scale = 1,
}: { location?: Parameter; scale?: Parameter } = {}): TensorDistribution =>
  locationScale(
    "laplace",
    { standard: standardLaplace, logProb: (z) => z.abs().add(Math.LN2).neg() },
    { location, scale },
  );
