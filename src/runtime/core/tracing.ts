/** Whether kernels are being written down, or held against what was written down: what reads at once cannot be part of it. */
export const tracing = { on: false };
