import { aFunction } from "../answers.ts";
import type { Exercise } from "../exercise.ts";

/** alphaBar of step t - 1, of step t. */
const steps: [number, number][] = [
  [0.9, 0.8],
  [0.5, 0.45],
  [1, 0.99],
  [1e-3, 1e-5],
];
const betaOf = (before: number, after: number): number => 1 - after / before;

export const reverseProcess: Readonly<Record<string, Exercise>> = {
  "5.1": {
    ask: "Write a function of alphaBar before a step and after it that returns the posterior's variance.",
    hint: "Precisions add: one of q(x_t | x_{t-1}) as a function of x_{t-1}, one of q(x_{t-1} | x_0).",
    fault: aFunction(
      ["before", "after"],
      steps,
      (before, after) => ((1 - before) / (1 - after)) * betaOf(before, after),
      {
        slips: [
          {
            answer: betaOf,
            because: "That is beta, the variance of the forward step: knowing x_0 makes it smaller.",
          },
          {
            answer: (before, after) => Math.sqrt(((1 - before) / (1 - after)) * betaOf(before, after)),
            because: "That is its standard deviation.",
          },
          {
            answer: (before, after) => ((1 - after) / (1 - before)) * betaOf(before, after),
            because: "The fraction is upside down: this is larger than beta.",
          },
        ],
      },
    ),
    solution: `const posteriorVariance = (before: number, after: number) => {
  const beta = 1 - after / before;
  return ((1 - before) / (1 - after)) * beta;
};
check("5.1", posteriorVariance)`,
  },
  "5.2": {
    ask: "Write a function of the means p and q and one variance of two normal distributions that returns their KL in nats.",
    hint: "With equal variances, all that is left of the KL is the squared distance of the means.",
    fault: aFunction(
      ["p", "q", "variance"],
      [
        [0, 1, 1],
        [2, -1, 0.5],
        [1, 1, 3],
      ] as [number, number, number][],
      (p, q, variance) => (p - q) ** 2 / (2 * variance),
      {
        slips: [
          {
            answer: (p, q, variance) => (p - q) ** 2 / variance,
            because: "The density's exponent has a factor of one half.",
          },
          {
            answer: (p, q, variance) => (p - q) ** 2 / (2 * variance ** 2),
            because: "The variance is squared already.",
          },
          {
            answer: (p, q, variance) => (p - q) ** 2 / (2 * variance * Math.LN2),
            because: "Those are bits. In nats the logarithm is the natural one.",
          },
        ],
      },
    ),
    solution: `const kl = (p: number, q: number, variance: number) => (p - q) ** 2 / (2 * variance);
check("5.2", kl)`,
  },
  "5.3": {
    ask: "Write a function of x_t, the predicted noise and alphaBar that returns the x_0 it stands for.",
    hint: "Solve x_t = sqrt(alphaBar) x_0 + sqrt(1 - alphaBar) eps for x_0.",
    fault: aFunction(
      ["xt", "eps", "alphaBar"],
      [
        [1, 0.5, 0.5],
        [-0.3, 2, 0.99],
        [4, 1, 0.01],
      ] as [number, number, number][],
      (xt, eps, alphaBar) => (xt - Math.sqrt(1 - alphaBar) * eps) / Math.sqrt(alphaBar),
      {
        slips: [
          {
            answer: (xt, eps, alphaBar) => (xt - (1 - alphaBar) * eps) / alphaBar,
            because: "alphaBar and 1 - alphaBar are variances: their square roots multiply x_0 and eps.",
          },
          {
            answer: (xt, eps, alphaBar) => xt - Math.sqrt(1 - alphaBar) * eps,
            because: "The noise is gone, and the data is still sqrt(alphaBar) times too small.",
          },
        ],
      },
    ),
    solution: `const x0Of = (xt: number, eps: number, alphaBar: number) =>
  (xt - Math.sqrt(1 - alphaBar) * eps) / Math.sqrt(alphaBar);
check("5.3", x0Of)`,
  },
};
