import { fromBase64 } from "../../protocol/index.ts";

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Sides beyond which a picture is not opened. */
const most = 16_384;

/** Width and height that a PNG in base64 announces, so that its room is known before it is decoded; null where it is none. */
export function sizeOfPng(base64: string): { width: number; height: number } | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const bytes = fromBase64(base64.slice(0, 32));
  if (bytes.length < 24 || signature.some((byte, k) => bytes[k] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const fits = (side: number): boolean => side > 0 && side <= most;
  return fits(width) && fits(height) ? { width, height } : null;
}
