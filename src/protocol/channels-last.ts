/** Numbers of shape [many, channels, pixels] as [many, pixels, channels]. */
export function channelsLast(values: Float64Array, many: number, channels: number): Float64Array {
  const pixels = values.length / many / channels;
  return Float64Array.from(values, (_, to) => {
    const picture = Math.floor(to / (pixels * channels));
    const rest = to % (pixels * channels);
    return values[(picture * channels + (rest % channels)) * pixels + Math.floor(rest / channels)];
  });
}
