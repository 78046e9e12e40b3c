import { linear } from "../../schedules/index.ts";
import { aFunction, aNumber } from "../answers.ts";
import type { Exercise } from "../exercise.ts";

/** The standard deviation that the mean steps alone lead to, from noise, for data of N(0, s^2) and the best network. */
function spread(s: number): number {
  const { betas, alphaBar, steps } = linear({ steps: 1000 });
  let v = 1;
  for (let t = steps - 1; t >= 0; t--) {
    const kept = 1 - betas[t] / (alphaBar[t] * s ** 2 + 1 - alphaBar[t]);
    v *= kept ** 2 / (1 - betas[t]);
  }
  return Math.sqrt(v);
}

const right = spread(0.5) / 0.5;

export const trainingAndSampling: Readonly<Record<string, Exercise>> = {
  "6.1": {
    ask: "Write the mean of Algorithm 2's step as a function of x_t, the predicted noise, beta and alphaBar.",
    hint: "It is line 4 without sigma z. alpha_t there is 1 - beta, not alphaBar.",
    fault: aFunction(
      ["xt", "eps", "beta", "alphaBar"],
      [
        [1, 0.5, 0.02, 0.5],
        [-0.3, 2, 0.001, 0.99],
        [4, 1, 0.02, 0.01],
      ] as [number, number, number, number][],
      (xt, eps, beta, alphaBar) => (xt - (beta / Math.sqrt(1 - alphaBar)) * eps) / Math.sqrt(1 - beta),
      {
        slips: [
          {
            answer: (xt, eps, beta, alphaBar) =>
              (xt - (beta / Math.sqrt(1 - alphaBar)) * eps) / Math.sqrt(alphaBar),
            because: "It divides by the root of 1 - beta: one step, and not all of them.",
          },
          {
            answer: (xt, eps, beta, alphaBar) => (xt - (beta / (1 - alphaBar)) * eps) / Math.sqrt(1 - beta),
            because: "beta stands over the root of 1 - alphaBar.",
          },
          {
            answer: (xt, eps, _, alphaBar) => (xt - Math.sqrt(1 - alphaBar) * eps) / Math.sqrt(alphaBar),
            because: "That is the predicted x_0: it takes away all of the noise at once.",
          },
        ],
      },
    ),
    solution: `const meanOf = (xt: number, eps: number, beta: number, alphaBar: number) =>
  (xt - (beta / Math.sqrt(1 - alphaBar)) * eps) / Math.sqrt(1 - beta);
check("6.1", meanOf)`,
  },
  "6.2": {
    ask: "With data of standard deviation 0.5 and no noise added back, by what factor are the samples too narrow?",
    hint: "The function spread of the cell above gives the samples' standard deviation.",
    fault: aNumber(right, {
      within: 1e-3,
      slips: [
        { answer: right * 0.5, because: "that is the samples' own deviation, not yet over the data's." },
        { answer: 1 / right, because: "it is the other way round: they are too narrow." },
        { answer: right ** 2, because: "that is the variances' ratio." },
      ],
    }),
    solution: `check("6.2", spread(0.5, 0) / 0.5)`,
  },
};
