import { expectInteger } from "../../core/shape.ts";
import { autocovariance, centred } from "./ess.ts";

/**
 * Correlations of a chain with itself 0, 1, ... `lags` draws later. NaN where no draw differs. Throws a RangeError for lags
 * that are not below the chain's length.
 */
export function autocorrelation(
  chain: ArrayLike<number>,
  lags = Math.min(100, chain.length - 1),
): Float64Array {
  expectInteger("lags", lags, 0);
  if (lags >= chain.length)
    throw new RangeError(`lags must be below the chain's ${chain.length} draws, not ${lags}`);
  const away = centred(chain);
  const first = autocovariance(away, 0);
  return Float64Array.from({ length: lags + 1 }, (_, lag) => autocovariance(away, lag) / first);
}
