/** The ends of a schedule in ln snr. */
export interface LogSnrRange {
  /** At t = 1. */
  logSnrMin?: number;
  /** At t = 0. */
  logSnrMax?: number;
  /**
   * Added to ln snr at every t. For images of side d whose noise should look as it does at side 64 it is
   * 2 ln(64 / d): Hoogeboom et al. (2301.11093), section 3.1.
   */
  shift?: number;
}

/** Throws unless logSnrMin < logSnrMax and all are finite. */
export function expectLogSnrs(name: string, { logSnrMin, logSnrMax, shift }: Required<LogSnrRange>): void {
  if (!(logSnrMin < logSnrMax) || !Number.isFinite(logSnrMax - logSnrMin)) {
    throw new RangeError(`${name} needs finite logSnrMin < logSnrMax, not ${logSnrMin} and ${logSnrMax}`);
  }
  if (!Number.isFinite(shift)) throw new RangeError(`shift of ${name} is a finite number, not ${shift}`);
}
