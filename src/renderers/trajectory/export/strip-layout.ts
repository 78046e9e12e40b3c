export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture's place in the sheet. */
export interface Cell extends Size {
  readonly left: number;
  readonly top: number;
}

export interface StripLayout extends Size {
  /** For each row (a quantity) and column (a frame) of the strip. */
  readonly cells: readonly (readonly Cell[])[];
  /** Baselines' middles: of the title, and of the captions over the columns. */
  readonly title: number;
  readonly captions: number;
}

const margin = 16;
const gap = 8;
const line = 24;
/** Room for the name of a row. */
const names = 40;
/** Height of a row, in CSS pixels. */
const tallest = 144;

/** Places frames in columns and what is shown of each in rows, all of a row with one height, at most 144 pixels. */
export function stripLayout(pictures: readonly Size[], columns: number): StripLayout {
  const shown = pictures.map(({ width, height }) => {
    const scale = Math.min(1, tallest / height);
    return { width: Math.round(width * scale), height: Math.round(height * scale) };
  });
  const widest = Math.max(1, ...shown.map(({ width }) => width));
  let top = margin + 2 * line;
  const cells = shown.map(({ width, height }) => {
    const row = Array.from({ length: columns }, (_, k) => ({
      left: margin + names + k * (widest + gap),
      top,
      width,
      height,
    }));
    top += height + gap;
    return row;
  });
  return {
    cells,
    title: margin + line / 2,
    captions: margin + 1.5 * line,
    width: margin + names + columns * (widest + gap) - gap + margin,
    height: top - gap + margin,
  };
}

/** At most `most` places of `count`, evenly spread, the first and the last among them. */
export function spread(count: number, most: number): number[] {
  const kept = Math.min(count, most);
  if (kept < 2) return count > 0 ? [count - 1] : [];
  return Array.from({ length: kept }, (_, k) => Math.round((k * (count - 1)) / (kept - 1)));
}
