import { dataLevel, expectDiscrete, posterior, type Level, type Posterior } from "../../schedules/index.ts";
import { choice } from "../choice.ts";
import type { Instant } from "../instant.ts";
import { linearParameterization } from "./linear.ts";
import type { Parameterization } from "./parameterization.ts";
import { preconditioned } from "./preconditioned.ts";

/** alpha^2 + sigma^2: 1 where variance is preserved. */
const power = ({ alpha, sigma }: Level): number => alpha ** 2 + sigma ** 2;

/** q(x_{t-1} | x_t, x_0); what comes before the first step is x_0 itself. */
function previous({ t, schedule, alpha, sigma }: Instant): Posterior {
  const steps = expectDiscrete(schedule, "Predicting the previous mean");
  return posterior({ alpha, sigma }, t < 1 ? dataLevel : steps.level(t - 1));
}

/** What networks are known to predict. */
export const parameterizations = {
  /** The noise: DDPM (2006.11239), equation 12. */
  eps: linearParameterization({
    name: "eps",
    target: { eps: 1 },
    x0: { xt: ({ alpha }) => 1 / alpha, output: ({ alpha, sigma }) => -sigma / alpha },
    eps: { output: 1 },
  }),
  /** The data. */
  x0: linearParameterization({
    name: "x0",
    target: { x0: 1 },
    x0: { output: 1 },
    eps: { xt: ({ sigma }) => 1 / sigma, output: ({ alpha, sigma }) => -alpha / sigma },
  }),
  /** The velocity v = alpha eps - sigma x_0: Salimans and Ho (2202.00512), appendix D. */
  v: linearParameterization({
    name: "v",
    target: { eps: ({ alpha }) => alpha, x0: ({ sigma }) => -sigma },
    x0: { xt: (at) => at.alpha / power(at), output: (at) => -at.sigma / power(at) },
    eps: { xt: (at) => at.sigma / power(at), output: (at) => at.alpha / power(at) },
  }),
  /** The score of q(x_t | x_0), -eps / sigma: Song et al. (2011.13456), equation 7. */
  score: linearParameterization({
    name: "score",
    target: { eps: ({ sigma }) => -1 / sigma },
    x0: { xt: ({ alpha }) => 1 / alpha, output: ({ alpha, sigma }) => (sigma / alpha) * sigma },
    eps: { output: ({ sigma }) => -sigma },
  }),
  /**
   * The velocity u = eps - x_0 of the straight path from data to noise, on which it is dx_t / dt: rectified flow
   * (2209.03003), equation 1, with t from data to noise. On any other schedule it is eps - x_0 all the same.
   */
  flow: linearParameterization({
    name: "flow",
    target: { eps: 1, x0: () => -1 },
    x0: { xt: (at) => 1 / (at.alpha + at.sigma), output: (at) => -at.sigma / (at.alpha + at.sigma) },
    eps: { xt: (at) => 1 / (at.alpha + at.sigma), output: (at) => at.alpha / (at.alpha + at.sigma) },
  }),
  /** The mean of q(x_{t-1} | x_t, x_0), DDPM (2006.11239), equation 7; at t = 0 it is x_0. Schedules of steps alone. */
  mean: linearParameterization({
    name: "mean",
    target: { x0: (at) => previous(at).x0, xt: (at) => previous(at).xt },
    x0: { output: (at) => 1 / previous(at).x0, xt: (at) => -previous(at).xt / previous(at).x0 },
    eps: {
      output: (at) => -at.alpha / (previous(at).x0 * at.sigma),
      xt: (at) => (1 + (at.alpha * previous(at).xt) / previous(at).x0) / at.sigma,
    },
  }),
  /** EDM's F for data of standard deviation 0.5; `preconditioned` makes it for any other. */
  edm: preconditioned(),
} satisfies Record<string, Parameterization>;

export type ParameterizationName = keyof typeof parameterizations;

/** A parameterization by its name or as it is. Throws a RangeError for a name that is not known. */
export const parameterizationOf = (predict: ParameterizationName | Parameterization): Parameterization =>
  choice("parameterization", parameterizations, predict);
