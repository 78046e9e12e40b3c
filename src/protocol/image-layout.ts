/** Which axes of a tensor are those of pictures. */
export interface ImageLayout {
  readonly name: "HW" | "HWC" | "CHW" | "NHW" | "NHWC" | "NCHW";
  readonly batch: number | null;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number | null;
}

const isChannels = (length: number | undefined): boolean => length === 1 || length === 3 || length === 4;

/**
 * How a tensor of this shape can be read as pictures; null where it cannot. An axis of 1, 3 or 4 is that of channels, at
 * the end before at the beginning; without one, three axes are a batch of grey pictures.
 */
export function imageLayout(shape: readonly number[]): ImageLayout | null {
  const rank = shape.length;
  if ((rank !== 3 && rank !== 4) || shape.some((length) => length === 0)) return null;
  const batch = rank === 4 ? 0 : null;
  const first = rank - 3;
  const layouts: ImageLayout[] = [];
  if (isChannels(shape.at(-1))) {
    layouts.push({
      name: batch === 0 ? "NHWC" : "HWC",
      batch,
      rows: first,
      columns: first + 1,
      channels: first + 2,
    });
  }
  if (isChannels(shape[first])) {
    layouts.push({
      name: batch === 0 ? "NCHW" : "CHW",
      batch,
      rows: first + 1,
      columns: first + 2,
      channels: first,
    });
  }
  if (rank === 3) layouts.push({ name: "NHW", batch: 0, rows: 1, columns: 2, channels: null });
  return layouts.find(({ rows, columns }) => shape[rows] > 1 && shape[columns] > 1) ?? null;
}
