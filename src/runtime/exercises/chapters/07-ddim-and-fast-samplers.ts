import { aFunction, aNumber } from "../answers.ts";
import type { Exercise } from "../exercise.ts";

const predicted = (xt: number, eps: number, from: number): number =>
  (xt - Math.sqrt(1 - from) * eps) / Math.sqrt(from);

export const fastSamplers: Readonly<Record<string, Exercise>> = {
  "7.1": {
    ask: "Write DDIM's jump as a function of x_t, the predicted noise, and alphaBar where it starts and where it ends.",
    hint: "First the predicted x_0, as in exercise 5.3; then mix it with the same noise at the other level.",
    fault: aFunction(
      ["xt", "eps", "from", "to"],
      [
        [1, 0.5, 0.5, 0.8],
        [-0.3, 2, 0.01, 0.3],
        [2, 1, 0.9, 1],
      ] as [number, number, number, number][],
      (xt, eps, from, to) => Math.sqrt(to) * predicted(xt, eps, from) + Math.sqrt(1 - to) * eps,
      {
        slips: [
          {
            answer: (xt, eps, from) => predicted(xt, eps, from),
            because: "That is the predicted x_0. At the level of `to` it has noise in it.",
          },
          {
            answer: (xt, eps, from, to) => Math.sqrt(to) * predicted(xt, eps, from),
            because: "The noise of the new level is missing.",
          },
          {
            answer: (xt, eps, from, to) =>
              Math.sqrt(from) * predicted(xt, eps, to) + Math.sqrt(1 - from) * eps,
            because: "The two levels are swapped.",
          },
        ],
      },
    ),
    solution: `const jump = (xt: number, eps: number, from: number, to: number) => {
  const x0 = (xt - Math.sqrt(1 - from) * eps) / Math.sqrt(from);
  return Math.sqrt(to) * x0 + Math.sqrt(1 - to) * eps;
};
check("7.1", jump)`,
  },
  "7.2": {
    ask: "A method makes an error of 0.08 with 10 steps and of 0.005 with 40. What is its order?",
    hint: "The steps became four times shorter, which is two halvings. By what was the error divided?",
    fault: aNumber(2, {
      slips: [
        { answer: 4, because: "four is the logarithm of 16 to base 2, and the steps were halved twice." },
        { answer: 16, because: "that is what the error was divided by." },
      ],
    }),
    solution: `check("7.2", Math.log(0.08 / 0.005) / Math.log(40 / 10))`,
  },
};
