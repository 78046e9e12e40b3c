/** Dark Modern's and Light Modern's colours of the chart, and of an alarm: an image knows no theme. */
export const colours = {
  dark: { bars: "#3794ff", alarm: "#f14c4c", axis: "#8a8a8a" },
  light: { bars: "#0063d3", alarm: "#e51400", axis: "#767676" },
} as const;

export type Shade = keyof typeof colours;

interface Size {
  width: number;
  height: number;
  /** Pixels around the bars, and between two. */
  margin: number;
  gap: number;
}

const icon: Size = { width: 16, height: 16, margin: 1, gap: 0 };
const large: Size = { width: 264, height: 48, margin: 0, gap: 1 };

/** A histogram as a picture of 16 pixels. */
export const histogramIcon = (bars: readonly number[], shade: Shade, alarm: boolean): string =>
  picture(bars, icon, colours[shade], alarm);

/** The same to be looked at. */
export const histogramPicture = (bars: readonly number[], shade: Shade): string =>
  picture(bars, large, colours[shade], false);

function picture(
  bars: readonly number[],
  { width, height, margin, gap }: Size,
  { bars: usual, alarm: red, axis }: (typeof colours)[Shade],
  alarm: boolean,
): string {
  const most = Math.max(1, ...bars);
  const step = (width - 2 * margin) / bars.length;
  const base = height - 1 - margin;
  const rects = bars.map((many, k) => {
    const tall = many === 0 ? 0 : Math.max(1, Math.round((many / most) * (base - margin)));
    const [x, y] = [(margin + k * step).toFixed(2), base - tall];
    return `<rect x="${x}" y="${y}" width="${(step - gap).toFixed(2)}" height="${tall}" fill="${alarm ? red : usual}"/>`;
  });
  const line = `<rect x="${margin}" y="${base}" width="${width - 2 * margin}" height="1" fill="${axis}"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `shape-rendering="crispEdges">${rects.join("")}${line}</svg>`
  );
}

export const dataUri = (svg: string): string =>
  `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
