/**
 * Kernels that make a tensor of nothing but a number of JavaScript, such as a sampler's t for a whole batch: they run each time,
 * and what they make comes into a trace from outside, like a tensor of numbers.
 */
export const isSource = (kernel: string): boolean => kernel === "Fill";
