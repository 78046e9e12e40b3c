import { aFunction, aNumber } from "../answers.ts";
import type { Exercise } from "../exercise.ts";

const cosine = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i], 0) / (Math.hypot(...a) * Math.hypot(...b));

export const fidAndClip: Readonly<Record<string, Exercise>> = {
  "12.1": {
    ask: "Write the squared Fréchet distance of two normal distributions of one number, from their means and standard deviations.",
    hint: "In one dimension a covariance is a variance, and the root of the product of two variances is the product of the standard deviations.",
    fault: aFunction(
      ["m1", "s1", "m2", "s2"],
      [
        [0, 1, 2, 2],
        [1, 0.5, 1, 3],
        [-1, 2, 0.5, 2],
      ] as [number, number, number, number][],
      (m1, s1, m2, s2) => (m1 - m2) ** 2 + (s1 - s2) ** 2,
      {
        slips: [
          {
            answer: (m1, s1, m2, s2) => Math.sqrt((m1 - m2) ** 2 + (s1 - s2) ** 2),
            because: "That is its root. FID is the square.",
          },
          { answer: (m1, _s1, m2) => (m1 - m2) ** 2, because: "The standard deviations differ too." },
          {
            answer: (m1, s1, m2, s2) => (m1 - m2) ** 2 + (s1 ** 2 - s2 ** 2) ** 2,
            because: "The second part compares standard deviations, not variances.",
          },
        ],
      },
    ),
    solution: `const distance = (m1: number, s1: number, m2: number, s2: number) => (m1 - m2) ** 2 + (s1 - s2) ** 2;

check("12.1", distance)`,
  },
  "12.2": {
    ask: "By the formula for the bias, with N in the place of N - 1: of how many samples of each set is it 0.1, for 16 independent features of variance 1?",
    hint: "Two sets, each with D / N + D (D + 1) / (4 N) of D = 16.",
    fault: aNumber(1680, {
      within: 0.01,
      slips: [
        { answer: 840, because: "that counts one set; both are finite." },
        { answer: 320, because: "that is the means' part alone; the covariances have the larger one." },
        { answer: 1360, because: "that is the covariances' part alone." },
      ],
    }),
    solution: `const samples = (2 * (16 + (16 * 17) / 4)) / 0.1;

check("12.2", samples)`,
  },
  "12.3": {
    ask: "Write CLIPScore of one picture and its caption, from their embeddings.",
    hint: "The cosine is the inner product over both lengths; what is below 0 counts as 0; then times 2.5.",
    fault: aFunction(
      ["image", "caption"],
      [
        [
          [3, 4],
          [4, 3],
        ],
        [
          [1, 2, 2],
          [-2, 1, -4],
        ],
        [
          [0, 5],
          [1, 1],
        ],
      ] as [number[], number[]][],
      (image, caption) => 2.5 * Math.max(cosine(image, caption), 0),
      {
        slips: [
          {
            answer: (image, caption) => 2.5 * cosine(image, caption),
            because: "A cosine below 0 counts as 0.",
          },
          {
            answer: (image, caption) => 100 * Math.max(cosine(image, caption), 0),
            because: "That is what torchmetrics calls CLIP score; the paper multiplies by 2.5.",
          },
          {
            answer: (image, caption) => Math.max(cosine(image, caption), 0),
            because: "The weight of 2.5 is missing.",
          },
          {
            answer: (image, caption) =>
              2.5 *
              Math.max(
                image.reduce((sum, x, i) => sum + x * caption[i], 0),
                0,
              ),
            because: "That is the inner product. Divide it by both lengths.",
          },
        ],
      },
    ),
    solution: `const score = (image: number[], caption: number[]) => {
  const inner = image.reduce((sum, x, i) => sum + x * caption[i], 0);
  return 2.5 * Math.max(inner / (Math.hypot(...image) * Math.hypot(...caption)), 0);
};

check("12.3", score)`,
  },
};
