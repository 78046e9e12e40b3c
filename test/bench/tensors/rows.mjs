// What is measured, by the names that both workers know.

/** Milliseconds after which a system is no longer asked for a row: it would take the run's time. */
export const tooSlow = 2000;

/** `heavy` is what takes plain JavaScript from seconds to minutes: it is not asked.
 * @type {{ name: string, title: string, heavy?: boolean }[]} */
export const rows = [
  { name: "matMul512", title: "matMul 512" },
  { name: "matMul512T", title: "matMul 512, second transposed" },
  { name: "matMul1024", title: "matMul 1024", heavy: true },
  { name: "conv", title: "conv 3x3, 4x32x32, 128 to 128" },
  { name: "convFilter", title: "its gradient by the filter", heavy: true },
  { name: "convInput", title: "its gradient by the input", heavy: true },
  { name: "attention", title: "attention, 16 heads of 256x64" },
  { name: "mlpStep", title: "MLP train step" },
  { name: "unetStep", title: "U-Net train step", heavy: true },
  { name: "ddim", title: "U-Net, 20 DDIM steps", heavy: true },
  { name: "mlpStepEager", title: "MLP train step, without a graph" },
  { name: "unetStepEager", title: "U-Net train step, without a graph", heavy: true },
  { name: "ddimEager", title: "U-Net, 20 DDIM steps, without a graph", heavy: true },
  { name: "fid", title: "mean and covariance, 1000x2048", heavy: true },
];
