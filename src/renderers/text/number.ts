// Numbers as people read them: a true minus, thousands with a comma, units that keep the digits few.

/** The typographic minus sign instead of the hyphen. */
export const minus = (text: string): string => text.replaceAll("-", "\u2212");

/** The same for numbers among words, whose hyphens stay: "by -0.03 nats, mean-field" is "by −0.03 nats, mean-field". */
export const minusInWords = (text: string): string => text.replace(/(^|[\s(±])-(?=[\d.])/g, "$1\u2212");

/** `fixed(-1.5)` is "−1.50". Infinity is "∞", not a number is "NaN". */
export function fixed(value: number, digits = 2): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "\u2212∞";
  const text = value.toFixed(digits);
  return minus(Number(text) === 0 ? text.replace("-", "") : text);
}

/** `whole(1240)` is "1,240". Not by Intl.NumberFormat, of which the first takes Chromium 50 ms. */
export const whole = (value: number): string => {
  if (!Number.isFinite(value)) return fixed(value);
  const digits = value.toFixed(0);
  return minus(/^-0$/.test(digits) ? "0" : digits.replace(/\B(?=(\d{3})+$)/g, ","));
};

/** The ends of a window around 0, three digits of them: "±1.5". */
export const plusMinus = (value: number): string => `±${Number(value.toPrecision(3))}`;

/** Few digits for any size: "0.36", "4.6e−4", "0", "1,830". */
export function brief(value: number): string {
  if (!Number.isFinite(value) || value === 0) return value === 0 ? "0" : fixed(value);
  const size = Math.abs(value);
  if (size < 0.01) return minus(value.toExponential(1).replace(".0e", "e"));
  if (size < 10) return fixed(value);
  return size < 100 ? fixed(value, 1) : whole(value);
}

/** Three decimals where they fit, as a loss is read: "0.364", "12.41", "3.1e−5". */
export function loss(value: number): string {
  if (!Number.isFinite(value) || value === 0) return value === 0 ? "0" : fixed(value);
  const size = Math.abs(value);
  if (size < 0.001 || size >= 1e6) return minus(value.toExponential(2));
  if (size < 10) return fixed(value, 3);
  return size < 1000 ? fixed(value, 2) : whole(value);
}

/** Counts with a unit: "640", "37.9 k", "512 k", "1.2 M". */
export function compact(value: number): string {
  if (!Number.isFinite(value)) return fixed(value);
  for (const [unit, size] of [
    ["G", 1e9],
    ["M", 1e6],
    ["k", 1e3],
  ] as const) {
    // 999.5 and more would round up to four digits of the smaller unit.
    if (Math.abs(value) >= size * 0.9995) {
      const scaled = value / size;
      return `${fixed(scaled, Math.abs(scaled) < 99.95 ? 1 : 0)} ${unit}`;
    }
  }
  return Math.abs(value) < 10 && !Number.isInteger(value) ? fixed(value, 1) : whole(value);
}

/** A clock: "0:08", "12:40", "1:02:05". */
export function clock(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return "\u2013";
  const seconds = Math.round(milliseconds / 1000);
  const two = (part: number): string => String(part).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A length of time in a sentence: "850 ms", "13.5 s", "2:10 min". */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 99_950) return `${fixed(milliseconds / 1000, 1)} s`;
  return `${clock(milliseconds)} ${milliseconds < 3_599_500 ? "min" : "h"}`;
}
