import { aNumber } from "../answers.ts";
import type { Exercise } from "../exercise.ts";

export const bayesianInference: Readonly<Record<string, Exercise>> = {
  "2.1": {
    ask: "A posterior of two parameters has the correlation -0.8. What does mean field make of a standard deviation of 1?",
    hint: "Its variance is that of one parameter when the other is held still.",
    fault: aNumber(0.6, {
      slips: [
        { answer: 0.36, because: "that is the variance. Its root is asked for." },
        { answer: Math.sqrt(1.8), because: "the correlation's sign does not matter: it enters as a square." },
        { answer: 0.2, because: "it is the root of 1 - rho^2, not 1 - |rho|." },
      ],
    }),
    solution: `check("2.1", Math.sqrt(1 - (-0.8) ** 2))`,
  },
  "2.2": {
    ask: "An ELBO is -7.9 and ln p(y) is -7.4, in nats. What is the KL of the approximation from the posterior, in bits?",
    hint: "ln p(y) is the ELBO plus the KL. One nat is 1 / ln 2 bits.",
    fault: aNumber(0.5 / Math.LN2, {
      slips: [
        { answer: 0.5, because: "those are nats." },
        { answer: 0.5 * Math.LN2, because: "a bit is smaller than a nat, so there are more of them." },
        { answer: -0.5 / Math.LN2, because: "a KL is never negative: the bound lies below ln p(y)." },
      ],
    }),
    solution: `check("2.2", (-7.4 - -7.9) / Math.LN2)`,
  },
};
