import { figureBundle } from "../../protocol/node/figure-bundle.ts";
import type { MimeBundle } from "../../protocol/host.ts";
import { curves } from "../display/pictures/curve.ts";
import { blue } from "../display/pictures/canvas.ts";
import { isDiscrete } from "./discrete/expect.ts";
import { logSnrOf, type Level } from "./level.ts";
import { linspace } from "./linspace.ts";
import type { NoiseSchedule } from "./noise-schedule.ts";

/** Points of each curve: more than a chart has pixels to tell apart. */
const points = 240;

/** A curve of a quantity by t. */
interface Line {
  readonly name: string;
  readonly y: readonly number[];
}

/** Charts of a schedule beside each other: how much is data and noise, ln snr, and the variance that a step adds. */
export function schedulePicture(schedule: NoiseSchedule): MimeBundle {
  const [first, last] = schedule.range;
  const steps = isDiscrete(schedule) ? schedule.steps : null;
  const count = steps === null ? points : Math.min(points, steps);
  const at = Array.from(linspace(first, last, count), (t) => (steps === null ? t : Math.round(t)));
  const levels = at.map((t) => schedule.level(t));
  const logSnr = levels.map(logSnrOf);
  const panels: { title: string; lines: Line[] }[] = [
    { title: "alpha and sigma", lines: [line("alpha", levels), line("sigma", levels)] },
    { title: "ln snr", lines: [{ name: "ln snr", y: logSnr }] },
    ...(isDiscrete(schedule)
      ? [{ title: "beta", lines: [{ name: "beta", y: at.map((t) => schedule.betas[t]) }] }]
      : []),
  ];
  // Papers count steps from 1, we from 0.
  const shownAt = steps === null ? at : at.map((t) => t + 1);
  const known = at.flatMap((_, i) => (Number.isFinite(logSnr[i]) ? [i] : []));
  return {
    ...figureBundle({ data: tracesOf(panels, shownAt), layout: layoutOf(panels) }),
    "image/png": curves([
      { steps: known.map((i) => shownAt[i]), values: known.map((i) => logSnr[i]), colour: blue },
    ]),
  };
}

const line = (name: keyof Level, levels: readonly Level[]): Line => ({
  name,
  y: levels.map((level) => level[name]),
});

const tracesOf = (panels: readonly { lines: readonly Line[] }[], x: readonly number[]): object[] =>
  panels.flatMap(({ lines }, k) =>
    lines.map(({ name, y }, i) => ({
      type: "scatter",
      mode: "lines",
      name,
      x,
      // An end without noise or without data has no finite ln snr: a gap.
      y: y.map((value) => (Number.isFinite(value) ? value : null)),
      xaxis: `x${k + 1}`,
      yaxis: `y${k + 1}`,
      line: { width: 1.75, ...(i > 0 ? { dash: "dash" } : {}) },
      hovertemplate: `t %{x}: ${name} %{y:.4~g}<extra></extra>`,
    })),
  );

function layoutOf(panels: readonly { title: string; lines: readonly Line[] }[]): Record<string, unknown> {
  const gap = 0.09;
  const width = (1 - gap * (panels.length - 1)) / panels.length;
  const axes = panels.map((_, k) => {
    const from = k * (width + gap);
    return [
      [
        `xaxis${k + 1}`,
        {
          domain: [from, Math.min(1, from + width)],
          anchor: `y${k + 1}`,
          nticks: 4,
          showgrid: false,
          title: { text: "t", standoff: 4 },
        },
      ],
      [`yaxis${k + 1}`, { anchor: `x${k + 1}`, nticks: 5, zeroline: false }],
    ] as const;
  });
  return {
    height: 220,
    showlegend: false,
    margin: { l: 40, r: 12, t: 28, b: 36 },
    ...Object.fromEntries<object>(axes.flat()),
    annotations: panels.map(({ title, lines }, k) => ({
      text: lines.length > 1 ? `${lines[0].name}, ${lines[1].name} (dashed)` : title,
      x: k * (width + gap),
      y: 1,
      xref: "paper",
      yref: "paper",
      xanchor: "left",
      yanchor: "bottom",
      yshift: 6,
      showarrow: false,
      font: { size: 11 },
    })),
  };
}
