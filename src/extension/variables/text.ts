import type { Glance, NumbersAbout, Variable } from "../../protocol/index.ts";

/** The typographic minus sign instead of the hyphen. */
const minus = (text: string): string => text.replaceAll("-", "\u2212");

export const whole = (value: number): string => minus(value.toLocaleString("en"));

/** Three significant digits: "0.998", "−3.21", "1,830", "4.6e−5". */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000 && size < 1e6) return whole(Math.round(value));
  const short = Number(value.toPrecision(3));
  return minus(size !== 0 && (size < 1e-3 || size >= 1e6) ? short.toExponential() : String(short));
}

/** "192 KB": 1 KB is 1,024 bytes, as the viewers count. */
export function bytesText(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const scaled = bytes / 1024 ** power;
  return `${scaled < 10 && power > 0 ? Number(scaled.toFixed(1)) : Math.round(scaled)} ${units[power] ?? ""}`;
}

export const shapeText = (shape: readonly number[]): string => `[${shape.join(", ")}]`;

export const typeText = ({ dtype, shape }: NumbersAbout): string => `${dtype} ${shapeText(shape)}`;

/** What must not be overlooked: "3 NaN, 1 +Inf"; null where nothing is wrong. */
export function alarmText({ nan, plusInf, minusInf }: Glance): string | null {
  const bad = [
    [nan, "NaN"],
    [plusInf, "+Inf"],
    [minusInf, minus("-Inf")],
  ] as const;
  const found = bad.filter(([many]) => many > 0).map(([many, what]) => `${whole(many)} ${what}`);
  return found.length ? found.join(", ") : null;
}

function rangeText({ moments }: Glance): string | null {
  if (!moments) return null;
  const { min, max } = moments;
  return min === max ? shortNumber(min) : `${shortNumber(min)}\u2026${shortNumber(max)}`;
}

export const alarmOf = ({ numbers }: Variable): string | null =>
  numbers?.glance ? alarmText(numbers.glance) : null;

/** What stands behind a name in its row. */
export function summaryText(variable: Variable): string {
  const { words, numbers, disposed, bytes } = variable;
  if (disposed) return `${words}, disposed`;
  if (!numbers) return bytes === null ? words : `${words}, ${bytesText(bytes)}`;
  const range = numbers.glance && rangeText(numbers.glance);
  // A range says little of what is broken.
  const parts = [alarmOf(variable), typeText(numbers), alarmOf(variable) === null ? range : null];
  return parts.filter((part) => part !== null && part !== "").join(" \u00b7 ");
}
