import type { Figure } from "../../protocol/index.ts";
import type { Colours } from "../theme/colours.ts";

/** Height of a figure that says none, in pixels, and the least and most that one may say. */
const usual = 360;
const [least, most] = [80, 4000];

const size = (value: unknown, otherwise: number): number =>
  typeof value === "number" && value >= least ? Math.min(value, most) : otherwise;

export const heightOf = ({ layout }: Figure): number => size(layout["height"], usual);
export const widthOf = ({ layout }: Figure, room: number): number =>
  size(layout["width"], Math.max(room, least));

/** The layout with VS Code's colours and type wherever the figure sets none. */
export function themed(
  figure: Figure,
  colours: Colours,
  font: string,
  room: number,
): Record<string, unknown> {
  const axis = {
    gridcolor: colours.grid,
    griddash: colours.contrast ? "dot" : "solid",
    linecolor: colours.axis,
    zerolinecolor: colours.axis,
    tickcolor: colours.axis,
    automargin: true,
  };
  // WebGL mixes nothing with the page: these are opaque.
  const scene = { ...axis, gridcolor: colours.line, linecolor: colours.fg2, showbackground: false };
  // Plotly gives these a scale of signed values of their own.
  const magnitudes = ["heatmap", "contour", "histogram2d", "histogram2dcontour", "surface"].map(
    (type) => [type, [{ colorscale: "Viridis" }]] as const,
  );
  const ours = {
    data: Object.fromEntries(magnitudes),
    layout: {
      paper_bgcolor: "rgba(0, 0, 0, 0)",
      plot_bgcolor: "rgba(0, 0, 0, 0)",
      font: { family: font, size: 12, color: colours.fg },
      title: { x: 0, xref: "container", xanchor: "left", font: { size: 13, color: colours.strong } },
      colorway: [colours.s1, colours.s2, colours.s3, colours.fg2, "#3da56a", "#c2459b"],
      colorscale: { sequential: "Viridis", sequentialminus: "Viridis", diverging: "RdBu" },
      margin: { l: 48, r: 16, t: "title" in figure.layout ? 40 : 16, b: 40 },
      xaxis: axis,
      yaxis: axis,
      scene: { xaxis: scene, yaxis: scene, zaxis: scene },
      polar: { bgcolor: "rgba(0, 0, 0, 0)", angularaxis: axis, radialaxis: axis },
      legend: { bgcolor: "rgba(0, 0, 0, 0)" },
      hoverlabel: {
        bgcolor: colours.widget,
        bordercolor: colours.widgetBorder,
        font: { family: font, size: 11, color: colours.fg },
      },
      modebar: { bgcolor: "rgba(0, 0, 0, 0)", color: colours.fg2, activecolor: colours.strong },
    },
  };
  return {
    template: ours,
    ...figure.layout,
    width: widthOf(figure, room),
    height: heightOf(figure),
    autosize: false,
  };
}
