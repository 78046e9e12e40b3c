import { halfLog2Pi } from "../special/saddle.ts";
import { standardNormal } from "../univariate/normal.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { locationScale } from "./location-scale.ts";

/** N(mean, std^2): 0 and 1 unless given. */
export const normal = ({
  mean = 0,
  std = 1,
}: { mean?: Parameter; std?: Parameter } = {}): TensorDistribution =>
  locationScale(
    "normal",
    { standard: standardNormal, logProb: (z) => z.square().mul(-0.5).sub(halfLog2Pi) },
    { location: mean, scale: std },
  );
