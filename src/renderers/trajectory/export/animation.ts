/** A picture as it leaves a canvas. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8ClampedArray;
}

/** Takes the frames of an animation one after the other. */
export interface AnimationWriter<Frame> {
  /** `delay` in milliseconds. */
  add(frame: Frame, delay: number): void;
  /** The finished file. */
  end(): Uint8Array<ArrayBuffer>;
}
