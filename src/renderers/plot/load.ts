import type { LossChart } from "./loss-chart.ts";

/** Loads the plotting library, a chunk of its own, when the first chart is shown. */
export async function loadLossChart(): Promise<(element: HTMLElement) => LossChart> {
  return (await import("./loss-chart.ts")).lossChart;
}
