import { standardLogistic } from "../univariate/logistic.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { locationScale } from "./location-scale.ts";

/** The logistic distribution, whose cdf is the sigmoid of (x - location) / scale: 0 and 1 unless given. */
export const logistic = ({
  location = 0,
  scale = 1,
}: { location?: Parameter; scale?: Parameter } = {}): TensorDistribution =>
  locationScale(
    "logistic",
    {
      standard: standardLogistic,
      // Of -|z| the softplus is small: no digits are lost.
      logProb: (z) => z.abs().neg().sub(z.abs().neg().softplus().mul(2)),
    },
    { location, scale },
  );
