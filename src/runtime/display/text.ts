import { shapeText } from "../core/shape.ts";

const whole = new Intl.NumberFormat("en");
const significant = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });

/** A number for people: 1,024 or 0.3912. */
export const count = (value: number): string => whole.format(value);
export const decimal = (value: number): string => significant.format(value);

/** "1,024 samples of shape [2]". */
export const samplesText = (batch: number, shape: readonly number[]): string =>
  `${count(batch)} ${batch === 1 ? "sample" : "samples"} of shape ${shapeText(shape)}`;
