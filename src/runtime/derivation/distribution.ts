import { tensor, type Tensor } from "../core/tf.ts";
import { expectInteger, shapeText, sizeOf } from "../core/shape.ts";
import type { Stream } from "../random/index.ts";

/** What a variable is drawn from. */
export class Distribution<Value> {
  /** For people: "normal [64]". */
  readonly text: string;
  readonly draw: (random: Stream) => Value;

  constructor(text: string, draw: (random: Stream) => Value) {
    this.text = text;
    this.draw = draw;
  }
}

/** A length or a shape. */
type Size = number | readonly number[];

interface Single {
  dtype?: "float32";
}
interface Double {
  /** Draws a Float64Array instead of a tensor. */
  dtype: "float64";
}
interface Moments {
  mean?: number;
  std?: number;
}

/**
 * The normal distribution of this mean and standard deviation, 0 and 1 unless given: tensors of a length or shape, arrays
 * of them with `dtype: "float64"`, numbers without a size. Throws a RangeError for a size or deviation that cannot be.
 */
export function normal(moments?: Moments): Distribution<number>;
export function normal(size: Size, options?: Moments & Single): Distribution<Tensor>;
export function normal(size: Size, options: Moments & Double): Distribution<Float64Array>;
export function normal(
  first: Size | Moments = {},
  options: Moments & (Single | Double) = {},
): Distribution<number | Tensor | Float64Array> {
  const sized = isSize(first);
  const { mean = 0, std = 1 } = sized ? options : first;
  if (!Number.isFinite(mean)) throw new RangeError(`mean must be a finite number, not ${mean}`);
  if (!(std >= 0 && std < Infinity)) throw new RangeError(`std must be a number of at least 0, not ${std}`);
  const text = mean === 0 && std === 1 ? "normal" : `normal, mean ${mean}, std ${std}`;
  const fill = (random: Stream, length: number) => random.normal64(length).map((z) => mean + std * z);
  return sized ? array(text, first, options, fill) : one(text, fill);
}

/**
 * The uniform distribution on [low, high), of what `normal` draws. Throws a RangeError where low is not below high, or for
 * a size that cannot be.
 */
export function uniform(low: number, high: number): Distribution<number>;
export function uniform(low: number, high: number, size: Size, options?: Single): Distribution<Tensor>;
export function uniform(low: number, high: number, size: Size, options: Double): Distribution<Float64Array>;
export function uniform(
  low: number,
  high: number,
  size?: Size,
  options: Single | Double = {},
): Distribution<number | Tensor | Float64Array> {
  if (!(low < high && Number.isFinite(high - low))) {
    throw new RangeError(`uniform needs finite numbers, the first below the second, not ${low} and ${high}`);
  }
  const text = `uniform ${low} to ${high}`;
  const fill = (random: Stream, length: number) =>
    random.uniform64(length).map((u) => low + (high - low) * u);
  return size === undefined ? one(text, fill) : array(text, size, options, fill);
}

/**
 * Whole numbers from low to high, both included: an Int32Array of a length, which is what a `t` for each example is, or
 * numbers without one. Throws a RangeError for ends that are not whole or out of order.
 */
export function integers(low: number, high: number): Distribution<number>;
export function integers(low: number, high: number, length: number): Distribution<Int32Array>;
export function integers(low: number, high: number, length?: number): Distribution<number | Int32Array> {
  expectInteger("low", low, -(2 ** 31));
  expectInteger("high", high, low);
  if (length !== undefined) expectInteger("length", length, 1);
  const draw = (random: Stream): Int32Array =>
    random.integers(length ?? 1, high - low + 1).map((k) => low + k);
  const text = `integers ${low} to ${high}`;
  return length === undefined
    ? new Distribution(text, (random) => draw(random)[0])
    : new Distribution(`${text} ${shapeText([length])}`, draw);
}

type Fill = (random: Stream, length: number) => Float64Array;

const one = (text: string, fill: Fill): Distribution<number> =>
  new Distribution(text, (random) => fill(random, 1)[0]);

function array(
  text: string,
  size: Size,
  { dtype = "float32" }: Single | Double,
  fill: Fill,
): Distribution<Tensor | Float64Array> {
  const shape = typeof size === "number" ? [size] : [...size];
  for (const length of shape) expectInteger("a size", length, 1);
  const draw = (random: Stream) => fill(random, sizeOf(shape));
  return new Distribution<Tensor | Float64Array>(
    `${text} ${shapeText(shape)}`,
    dtype === "float64" ? draw : (random) => tensor(Float32Array.from(draw(random)), shape),
  );
}

const isSize = (value: Size | Moments): value is Size => typeof value === "number" || Array.isArray(value);
