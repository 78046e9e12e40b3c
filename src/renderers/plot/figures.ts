// Plotly with its traces of the plane, for figures of people's own.
import bar from "plotly.js/lib/bar";
import barpolar from "plotly.js/lib/barpolar";
import box from "plotly.js/lib/box";
import candlestick from "plotly.js/lib/candlestick";
import carpet from "plotly.js/lib/carpet";
import contour from "plotly.js/lib/contour";
import contourcarpet from "plotly.js/lib/contourcarpet";
import Plotly from "plotly.js/lib/core";
import funnel from "plotly.js/lib/funnel";
import funnelarea from "plotly.js/lib/funnelarea";
import heatmap from "plotly.js/lib/heatmap";
import histogram from "plotly.js/lib/histogram";
import histogram2d from "plotly.js/lib/histogram2d";
import histogram2dcontour from "plotly.js/lib/histogram2dcontour";
import icicle from "plotly.js/lib/icicle";
import indicator from "plotly.js/lib/indicator";
import ohlc from "plotly.js/lib/ohlc";
import parcats from "plotly.js/lib/parcats";
import pie from "plotly.js/lib/pie";
import quiver from "plotly.js/lib/quiver";
import sankey from "plotly.js/lib/sankey";
import scattercarpet from "plotly.js/lib/scattercarpet";
import scatterpolar from "plotly.js/lib/scatterpolar";
import scattersmith from "plotly.js/lib/scattersmith";
import scatterternary from "plotly.js/lib/scatterternary";
import sunburst from "plotly.js/lib/sunburst";
import table from "plotly.js/lib/table";
import treemap from "plotly.js/lib/treemap";
import violin from "plotly.js/lib/violin";
import waterfall from "plotly.js/lib/waterfall";
import type { Config, Data, Layout } from "plotly.js/lib/core";

Plotly.register([
  bar, barpolar, box, candlestick, carpet, contour, contourcarpet, funnel, funnelarea, heatmap, histogram, histogram2d,
  histogram2dcontour, icicle, indicator, ohlc, parcats, pie, quiver, sankey, scattercarpet, scatterpolar,
  scattersmith, scatterternary, sunburst, table, treemap, violin, waterfall,
]); // prettier-ignore

export interface FigureChart {
  draw(data: readonly Record<string, unknown>[], layout: Record<string, unknown>): Promise<void>;
  dispose(): void;
}

/** What a figure says of these is not read: it may not edit itself, ask other places or zoom where a person scrolls. */
const config: Partial<Config> = {
  displaylogo: false,
  responsive: false,
  scrollZoom: false,
  editable: false,
  // VS Code's webview downloads nothing by itself, and numbers go to nobody's server.
  modeBarButtonsToRemove: ["toImage", "downloadJson", "sendChartToCloud"],
  showSendToCloud: false,
  plotlyServerURL: "",
};

export const figureChart = (element: HTMLElement): FigureChart => ({
  async draw(data, layout) {
    // Plotly itself says what it makes of traces that it does not understand.
    await Plotly.react(element, data as Data[], layout as Partial<Layout>, config);
  },
  dispose() {
    try {
      Plotly.purge(element);
    } catch {
      // Of a figure that it could not draw, Plotly may lack what it wants to take away; the element goes all the same.
      element.replaceChildren();
    }
  },
});
