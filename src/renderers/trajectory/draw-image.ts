let scratch: HTMLCanvasElement | null = null;

/** Draws a picture over a square at the context's origin, its pixels sharp unless they are those of the screen. */
export function drawImage(
  context: CanvasRenderingContext2D,
  image: ImageData,
  size: number,
  { smooth = false } = {},
): void {
  scratch ??= document.createElement("canvas");
  const small = scratch.getContext("2d");
  if (!small) return;
  const { width, height } = image;
  if (scratch.width !== width || scratch.height !== height) [scratch.width, scratch.height] = [width, height];
  small.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = smooth;
  context.drawImage(scratch, 0, 0, size, size);
}
