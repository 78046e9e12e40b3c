import { aNumber } from "../answers.ts";
import type { Exercise } from "../exercise.ts";

export const prototypeALoss: Readonly<Record<string, Exercise>> = {
  "13.1": {
    ask: "Three seeds give the differences -0.02, -0.05 and -0.02. How many standard errors is their mean away from 0?",
    hint: "The standard error of a mean is the standard deviation, with n - 1, over the root of n.",
    fault: aNumber(3, {
      slips: [
        { answer: -3, because: "the sign says which is better; how far away it is, is a number above 0." },
        {
          answer: Math.sqrt(3),
          because: "that is in standard deviations of one difference, not of their mean.",
        },
        { answer: 3 * Math.sqrt(1.5), because: "the variance of a sample is divided by n - 1, not by n." },
      ],
    }),
    solution: `check("13.1", Math.abs(meanOf([-0.02, -0.05, -0.02])) / errorOf([-0.02, -0.05, -0.02]))`,
  },
};
