import { linear } from "../../schedules/index.ts";
import { aFunction, aNumber } from "../answers.ts";
import type { Exercise } from "../exercise.ts";

const { betas, snr } = linear({ steps: 1000 });

/** Running products of `factors`. */
function products(factors: readonly number[]): number[] {
  let product = 1;
  return factors.map((factor) => (product *= factor));
}

const kept = (given: readonly number[]): number[] => products(given.map((beta) => 1 - beta));

const lists: [number[]][] = [[[0.1]], [[0.1, 0.2, 0.5]], [Array.from(betas.subarray(0, 20))]];

export const forwardProcess: Readonly<Record<string, Exercise>> = {
  "4.1": {
    ask: "Write a function that takes a list of betas and returns the list of alphaBar, one for each step.",
    hint: "Each step keeps 1 - beta of the variance that the step before it left.",
    fault: aFunction(["betas"], lists, kept, {
      slips: [
        {
          answer: (given) => kept(given).map(Math.sqrt),
          because: "That is the factor of x_0, the square root of alphaBar.",
        },
        {
          answer: (given) => products([1, ...given.slice(0, -1).map((beta) => 1 - beta)]),
          because: "The last beta counts too: alphaBar of step t has the factors up to t itself.",
        },
        {
          answer: (given) => products([...given]),
          because: "That is the product of the betas. What is kept at each step is 1 - beta.",
        },
        {
          answer: (given) => kept(given).map((value) => 1 - value),
          because: "That is the variance of the noise, 1 - alphaBar.",
        },
      ],
    }),
    solution: `const alphaBars = (betas: number[]) => {
  let product = 1;
  return betas.map((beta) => (product *= 1 - beta));
};
check("4.1", alphaBars)`,
  },
  "4.2": {
    ask: "At which t, counted from 0, has the linear schedule of 1,000 steps more noise than signal for the first time?",
    hint: "More noise than signal means an SNR below 1. schedule.snr holds it for every t.",
    fault: aNumber(
      snr.findIndex((value) => value < 1),
      {
        slips: [
          {
            answer: snr.findIndex((value) => value < 1) + 1,
            because: "papers count steps from 1, and the code counts them from 0.",
          },
          {
            answer: snr.findIndex((value) => value < 1) - 1,
            because: "there the signal is still the larger one.",
          },
          {
            answer: 500,
            because:
              "half of the steps are not half of the signal: this schedule adds little noise at first.",
          },
        ],
      },
    ),
    solution: `check("4.2", schedule.snr.findIndex((snr) => snr < 1))`,
  },
  "4.3": {
    ask: "Write a function that takes an SNR and returns alphaBar of a variance-preserving schedule.",
    hint: "Solve SNR = alphaBar / (1 - alphaBar) for alphaBar.",
    fault: aFunction(["snr"], [[1], [0.25], [0], [1e4]], (ratio: number) => ratio / (1 + ratio), {
      slips: [
        { answer: (ratio) => 1 / (1 + ratio), because: "That is 1 - alphaBar, the share of the noise." },
        {
          answer: (ratio) => Math.sqrt(ratio / (1 + ratio)),
          because: "That is alpha, whose square is alphaBar.",
        },
      ],
    }),
    solution: `const alphaBarOf = (snr: number) => snr / (1 + snr);
check("4.3", alphaBarOf)`,
  },
};
