import type { FigureChart } from "./figures.ts";
import type { LossChart } from "./loss-chart.ts";

/** Loads the plotting library, a chunk of its own, when the first chart is shown. */
export async function loadLossChart(): Promise<(element: HTMLElement) => LossChart> {
  return (await import("./loss-chart.ts")).lossChart;
}

/** Loads it with all that people's own figures may ask of it in the plane, and what needs WebGL where they do. */
export async function loadFigures(webgl: boolean): Promise<(element: HTMLElement) => FigureChart> {
  const [{ figureChart }] = await Promise.all([
    import("./figures.ts"),
    webgl ? import("./webgl-traces.ts") : null,
  ]);
  return figureChart;
}
