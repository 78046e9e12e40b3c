import { logSnrOf, type Level } from "../../schedules/index.ts";

/** Half the log-SNR, ln(alpha / sigma), the variable of DPM-Solver (2206.00927), equation 2.7: Infinity for data. */
export const lambdaOf = (level: Level): number => logSnrOf(level) / 2;

/** The sigma of EDM and k-diffusion, sigma / alpha: 0 for data, Infinity for noise alone. */
export const ratioOf = ({ alpha, sigma }: Level): number => sigma / alpha;
