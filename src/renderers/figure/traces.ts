import type { Figure } from "../../protocol/index.ts";

/** Traces by what draws them: a part of Plotly is loaded when a figure asks for it. */
const flat = [
  "scatter", "bar", "box", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "contour", "scatterternary",
  "violin", "pie", "funnel", "waterfall", "sunburst", "treemap", "icicle", "funnelarea", "parcats",
  "sankey", "indicator", "table", "carpet", "scattercarpet", "contourcarpet", "ohlc", "candlestick", "scatterpolar",
  "barpolar", "scattersmith", "quiver",
]; // prettier-ignore
/** Those that need WebGL: in space, or of very many points. */
const webgl = [
  "scattergl",
  "scatterpolargl",
  "splom",
  "parcoords",
  "scatter3d",
  "surface",
  "isosurface",
  "volume",
  "mesh3d",
  "cone",
  "streamtube",
];
/** These draw on maps that would have to come from the network. */
const maps = ["scattergeo", "choropleth", "scattermap", "choroplethmap", "densitymap", "scattermapbox", "choroplethmapbox", "densitymapbox"]; // prettier-ignore

export interface Needs {
  readonly webgl: boolean;
  /** Why some of it cannot be drawn, or null. */
  readonly fault: string | null;
}

export function needsOf({ data }: Figure): Needs {
  const types = [...new Set(data.map(({ type }) => (typeof type === "string" ? type : "scatter")))];
  const map = types.find((type) => maps.includes(type));
  if (map)
    return {
      webgl: false,
      fault: `traces of type ${map} need maps from the network, which is not asked here.`,
    };
  const unknown = types.find((type) => !flat.includes(type) && !webgl.includes(type));
  if (unknown) return { webgl: false, fault: `Plotly has no traces of type ${unknown.slice(0, 40)}.` };
  return { webgl: types.some((type) => webgl.includes(type)), fault: null };
}
