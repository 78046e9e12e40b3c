/** The streams of a seed that likelihoods draw from; samplers have 0 and 1. */
export const channels = { noise: 2, choice: 3, probes: 4, dequantization: 5 };
