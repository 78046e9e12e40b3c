import { fixed, minus, whole } from "../text/number.ts";

/** A value as it is read under the pointer: four decimals where they fit, all digits of a whole number. */
export function valueText(value: number, exact = true): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : minus("-Inf");
  if (!exact) return minus(`${Number(value.toPrecision(3))}`);
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return whole(value);
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e4 ? fixed(value, 4) : minus(value.toExponential(3));
}

/** Three significant digits, for summaries and axes: "0.998", "−3.21", "1,830", "4.6e−5". */
export function shortText(value: number): string {
  if (!Number.isFinite(value)) return valueText(value);
  const size = Math.abs(value);
  if (size >= 1000 && size < 1e6) return whole(value);
  const short = Number(value.toPrecision(3));
  return minus(size !== 0 && (size < 1e-3 || size >= 1e6) ? short.toExponential() : String(short));
}

/** "192 KB": 1 KB is 1,024 bytes. */
export function bytesText(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const scaled = bytes / 1024 ** power;
  return `${scaled < 10 && power > 0 ? Number(scaled.toFixed(1)) : Math.round(scaled)} ${units[power] ?? ""}`;
}
