// A slice as NumPy writes it: "[2, 0, :, 10:20]".

/** What is picked of one axis: one index, or `count` of them from `start`, `step` apart. */
export type Pick =
  | { readonly kind: "index"; readonly at: number }
  | { readonly kind: "range"; readonly start: number; readonly step: number; readonly count: number };

/** What is wrong with a slice, as a sentence. */
export class SliceError extends Error {
  override readonly name = "SliceError";
}

export const wholeRange = (length: number): Pick => ({ kind: "range", start: 0, step: 1, count: length });

/**
 * Reads a slice expression with NumPy's meaning: negative indices count from the end, ranges are clipped to the axis and
 * their end is left out, "..." stands for whole axes, missing ones are whole. A name may stand before it, and the
 * brackets may be missing. Throws a SliceError.
 */
export function parseSlice(text: string, shape: readonly number[]): Pick[] {
  const inner = /^\s*(?:[\p{L}_$][\p{L}\p{N}_$.]*\s*(?=\[))?(?:\[([^[\]]*)\]|([^[\]]*))\s*$/u.exec(text);
  if (!inner) throw new SliceError("A slice is one pair of brackets, such as [0, :, 10:20].");
  const body = inner.slice(1).join("").trim();
  const items = body === "" ? [] : body.split(",").map((item) => item.trim());
  if (items.length > 1 && items.at(-1) === "") items.pop();
  const dots = items.filter((item) => item === "...").length;
  if (dots > 1) throw new SliceError('"..." can stand only once.');
  const given = items.length - dots;
  if (given > shape.length) {
    throw new SliceError(
      `There ${given === 1 ? "is 1 index" : `are ${given} indices`} for ${axesText(shape.length)}.`,
    );
  }
  const missing = Array.from({ length: shape.length - given }, () => ":");
  const at = dots ? items.indexOf("...") : items.length;
  const all = [...items.slice(0, at), ...missing, ...items.slice(at + dots)];
  return all.map((item, axis) => pickOf(item, axis, shape[axis]));
}

function pickOf(item: string, axis: number, length: number): Pick {
  const parts = item.split(":").map((part) => part.trim());
  if (parts.length > 3) throw new SliceError(`Axis ${axis}: a range is start:stop:step, not "${item}".`);
  const [first, second, third] = parts.map((part) => whole(part, axis));
  if (parts.length === 1) {
    if (first === null) throw new SliceError(`Axis ${axis}: an index is missing.`);
    const index = first < 0 ? first + length : first;
    if (index < 0 || index >= length) {
      throw new SliceError(`Axis ${axis} has ${length} elements, so there is no index ${first}.`);
    }
    return { kind: "index", at: index };
  }
  const step = third ?? 1;
  if (step === 0) throw new SliceError(`Axis ${axis}: the step cannot be 0.`);
  // As Python's slice.indices has it.
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const bound = (value: number | null | undefined, missing: number): number =>
    value == null ? missing : Math.min(Math.max(value < 0 ? value + length : value, lowest), highest);
  const start = bound(first, step > 0 ? lowest : highest);
  const stop = bound(second, step > 0 ? highest : lowest);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  if (count === 0) throw new SliceError(`Axis ${axis}: nothing lies in ${item}.`);
  return { kind: "range", start, step, count };
}

function whole(text: string, axis: number): number | null {
  if (text === "") return null;
  const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value)) throw new SliceError(`Axis ${axis}: "${text.slice(0, 40)}" is no whole number.`);
  return value;
}

const axesText = (rank: number): string =>
  rank === 0 ? "a scalar, which takes none" : rank === 1 ? "one axis" : `${rank} axes`;

/** The expression of these picks, in brackets. */
export function sliceText(picks: readonly Pick[], shape: readonly number[]): string {
  return `[${picks.map((pick, axis) => pickText(pick, shape[axis])).join(", ")}]`;
}

export function pickText(pick: Pick, length: number): string {
  if (pick.kind === "index") return String(pick.at);
  const { start, step, count } = pick;
  if (step === 1) {
    const from = start === 0 ? "" : String(start);
    return `${from}:${start + count === length ? "" : String(start + count)}`;
  }
  const end = start + count * step;
  const from = start === (step > 0 ? 0 : length - 1) ? "" : String(start);
  const to = end >= length || end < 0 ? "" : String(end);
  return `${from}:${to}:${step}`;
}
