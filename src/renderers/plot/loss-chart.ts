import { linearTicks, logTicks } from "../scale/ticks.ts";
import type { Points } from "../scale/thin.ts";
import type { Colours } from "../theme/colours.ts";
import { minus, whole } from "../text/number.ts";
import { plot, unplot, type Data, type Layout } from "./plotly.ts";

/** A run's loss: every step, and the moving average. */
export interface LossLine {
  raw: Points;
  smooth: Points;
}

export interface LossPicture {
  /** This run first, then those that it is drawn over. */
  lines: readonly LossLine[];
  /** Steps planned: the x-range from the beginning. */
  planned: number;
  /** Steps done; what lies beyond is shaded. */
  done: number;
  /** The y-range; null while there is nothing to show. */
  window: readonly [number, number] | null;
  log: boolean;
  /** Steps at which samples were drawn. */
  marks: readonly number[];
  colours: Colours;
  font: string;
}

export interface LossChart {
  draw(picture: LossPicture): Promise<void>;
  dispose(): void;
}

const margin = { l: 34, r: 16, t: 8, b: 20, pad: 0 };

/** How the lines of several runs are told apart, without colour too. */
const dashes = ["solid", "dash", "dot", "dashdot"] as const;
const hues = ["s1", "s2", "s3", "fg2"] as const;

/** The loss over all steps of a run: every step faint, the moving average strong. */
export function lossChart(element: HTMLElement): LossChart {
  return {
    draw: (picture) => plot(element, traces(picture), layout(picture, element)),
    dispose: () => unplot(element),
  };
}

function traces({ lines, marks, window, colours }: LossPicture): Data[] {
  const drawn = { type: "scatter", mode: "lines", hoverinfo: "skip" } as const;
  const several = lines.length > 1;
  // This run is drawn last, in front of those before it.
  const runs = lines.map((line, k) => ({ ...line, k, colour: colours[hues[k % hues.length]] })).toReversed();
  return [
    ...runs.map(({ raw, colour }): Data => ({
      ...drawn,
      ...raw,
      opacity: several ? 0.18 : 0.3,
      line: { color: colour, width: 1 },
    })),
    ...runs.map(({ smooth, colour, k }): Data => ({
      ...drawn,
      ...smooth,
      line: { color: colour, width: 1.75, dash: dashes[k % dashes.length] },
      hoverinfo: undefined,
      hovertemplate: "%{y:.4~g}<extra></extra>",
    })),
    ...runs.map(({ smooth, colour }): Data => {
      const last = Math.max(0, smooth.x.length - 1);
      return {
        ...drawn,
        mode: "markers",
        x: smooth.x.slice(last),
        y: smooth.y.slice(last),
        cliponaxis: false,
        marker: { color: colour, size: 7, line: { color: colours.bg, width: 1.5 } },
      };
    }),
    {
      ...drawn,
      mode: "markers",
      x: [...marks],
      y: marks.map(() => window?.[0] ?? null),
      cliponaxis: false,
      marker: { color: colours.fg2, size: 7, symbol: "triangle-up", standoff: 0 },
    },
  ];
}

function layout(picture: LossPicture, element: HTMLElement): Partial<Layout> {
  const { planned, done, log, colours, font } = picture;
  const [low, high] = picture.window ?? [0.1, 1];
  const ticks = picture.window === null ? [] : log ? logTicks(low, high) : linearTicks(low, high);
  const steps = linearTicks(0, Math.max(1, planned), 4);
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    margin,
    paper_bgcolor: "rgba(0, 0, 0, 0)",
    plot_bgcolor: "rgba(0, 0, 0, 0)",
    font: { family: font, size: 11, color: colours.fg2 },
    showlegend: false,
    dragmode: false,
    hovermode: "x",
    hoverdistance: 30,
    hoverlabel: {
      bgcolor: colours.widget,
      bordercolor: colours.widgetBorder,
      font: { family: font, size: 11, color: colours.fg },
    },
    xaxis: {
      range: [0, Math.max(1, planned)],
      fixedrange: true,
      hoverformat: ",d",
      tickvals: steps,
      ticktext: steps.map(whole),
      ticklabeloverflow: "allow",
      showgrid: false,
      zeroline: false,
      showline: true,
      linecolor: colours.axis,
      linewidth: 1,
    },
    yaxis: {
      type: log ? "log" : "linear",
      range: log ? [Math.log10(low), Math.log10(high)] : [low, high],
      fixedrange: true,
      tickvals: ticks,
      ticktext: ticks.map((tick) => minus(tick < 1e-3 || tick >= 1e5 ? tick.toExponential() : String(tick))),
      ticks: "outside",
      ticklen: 4,
      tickcolor: "rgba(0, 0, 0, 0)",
      gridcolor: colours.grid,
      griddash: colours.contrast ? "dot" : "solid",
      zeroline: false,
    },
    shapes:
      // Of several runs, one may have steps there.
      done < planned && picture.lines.length === 1
        ? [
            {
              type: "rect",
              xref: "x",
              yref: "paper",
              x0: done,
              x1: planned,
              y0: 0,
              y1: 1,
              fillcolor: colours.shade,
              line: { width: 0 },
              layer: "below",
            },
          ]
        : [],
  };
}
