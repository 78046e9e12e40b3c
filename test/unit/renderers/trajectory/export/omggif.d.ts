// omggif has no types of its own; this is what is used of its reader.
declare module "omggif" {
  export class GifReader {
    constructor(bytes: Uint8Array);
    readonly width: number;
    readonly height: number;
    numFrames(): number;
    /** null where it plays once; 0 for ever. */
    loopCount(): number | null;
    /** `delay` in hundredths of a second. */
    frameInfo(index: number): { delay: number; x: number; y: number; width: number; height: number };
    decodeAndBlitFrameRGBA(index: number, pixels: Uint8ClampedArray): void;
  }
}
