// The one place that knows plotly.js: its core with the scatter trace, which is all our charts need.
import Plotly from "plotly.js/lib/core";
import type { Config, Data, Layout } from "plotly.js/lib/core";

export type { Data, Layout };

const config: Partial<Config> = {
  displayModeBar: false,
  responsive: false,
  scrollZoom: false,
  doubleClick: false,
};

/** Draws or redraws a chart in the element, keeping what has not changed. */
export async function plot(element: HTMLElement, data: Data[], layout: Partial<Layout>): Promise<void> {
  await Plotly.react(element, data, layout, config);
}

export function unplot(element: HTMLElement): void {
  Plotly.purge(element);
}
