// gifenc has no types of its own; this is what is used of it.
declare module "gifenc" {
  export type Palette = (readonly [r: number, g: number, b: number])[];

  export interface Encoder {
    writeFrame(
      indices: Uint8Array,
      width: number,
      height: number,
      /** `palette` of the first frame is that of all; `delay` in milliseconds; `repeat` 0 for ever. */
      options: { palette?: Palette; delay?: number; repeat?: number },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }

  export function GIFEncoder(): Encoder;
  export function quantize(rgba: Uint8Array | Uint8ClampedArray, maxColors: number): Palette;
}
