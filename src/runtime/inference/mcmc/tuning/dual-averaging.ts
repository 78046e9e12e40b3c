/** How a step size is found by what steps of the last one led to. */
export interface DualAveraging {
  /** To explore with. */
  current(): number;
  /** The average over all, which is what is kept. */
  averaged(): number;
  learn(acceptance: number): void;
}

/**
 * Nesterov's dual averaging as in Hoffman and Gelman's (1111.4246), section 3.2.1, with their constants: moves a step size
 * until the mean acceptance is `target`.
 */
export function dualAveraging(initial: number, target: number): DualAveraging {
  const [gamma, t0, kappa] = [0.05, 10, 0.75];
  const centre = Math.log(10 * initial);
  let log = Math.log(initial);
  let mean = 0;
  let average = 0;
  let count = 0;
  return {
    current: () => Math.exp(log),
    averaged: () => (count ? Math.exp(average) : initial),
    learn(acceptance) {
      count++;
      const short = target - (Number.isNaN(acceptance) ? 0 : Math.min(1, acceptance));
      mean += (short - mean) / (count + t0);
      log = centre - (mean * Math.sqrt(count)) / gamma;
      average += count ** -kappa * (log - average);
    },
  };
}
