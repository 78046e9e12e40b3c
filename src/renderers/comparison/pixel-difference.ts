export interface PixelDifference {
  /** `a` less `b` by pixel, the mean over its channels. */
  readonly values: Float32Array;
  /** Over all values of all samples, each channel by itself. */
  readonly meanAbsolute: number;
  readonly rms: number;
  /** The largest of `values`, whatever its sign. */
  readonly most: number;
}

/** How pictures differ, laid out one after the other in both sets alike. */
export function pixelDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  channels: number,
): PixelDifference {
  const values = new Float32Array(a.length / channels);
  let [absolute, squares, most] = [0, 0, 0];
  for (let pixel = 0, at = 0; pixel < values.length; pixel++) {
    let sum = 0;
    for (let c = 0; c < channels; c++, at++) {
      const apart = a[at] - b[at];
      sum += apart;
      absolute += Math.abs(apart);
      squares += apart * apart;
    }
    values[pixel] = sum / channels;
    const size = Math.abs(values[pixel]);
    if (size > most && size < Infinity) most = size;
  }
  return { values, meanAbsolute: absolute / a.length, rms: Math.sqrt(squares / a.length), most };
}
