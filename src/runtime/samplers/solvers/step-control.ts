/** Coefficients of the proportional, integral and derivative parts of the control. */
export interface ControlOptions {
  /** First length of a step in lambda. */
  hInit?: number;
  pCoeff?: number;
  iCoeff?: number;
  dCoeff?: number;
  /** A step is kept where the control would not shorten the next one by more than this factor. */
  acceptSafety?: number;
}

export interface StepControl {
  /** Length of the next step to try. */
  length(): number;
  /** Judges a step by its error, 1 being what is allowed, and chooses the next length. */
  accepts(error: number): boolean;
}

/** The PID controller of step sizes in k-diffusion's adaptive DPM-Solver: Soderlind (2003), as in torchdiffeq's kin. */
export function stepControl(order: number, options: ControlOptions): StepControl {
  const { hInit = 0.05, pCoeff = 0, iCoeff = 1, dCoeff = 0, acceptSafety = 0.81 } = options;
  if (!(hInit > 0)) throw new RangeError(`hInit is more than 0, not ${hInit}`);
  const powers = [(pCoeff + iCoeff + dCoeff) / order, -(pCoeff + 2 * dCoeff) / order, dCoeff / order];
  let h = hInit;
  let former: readonly [number, number] | undefined;
  return {
    length: () => h,
    accepts(error) {
      const now = 1 / (error + 1e-8);
      const [last, before] = former ?? [now, now];
      const wanted = now ** powers[0] * last ** powers[1] * before ** powers[2];
      // However large the wish, one step changes by a bounded factor.
      const factor = 1 + Math.atan(wanted - 1);
      h *= factor;
      const accepted = factor >= acceptSafety;
      former = accepted ? [now, last] : [last, before];
      return accepted;
    },
  };
}
