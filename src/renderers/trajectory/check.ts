import type { PackedFloats, Trajectory, TrajectoryFrame } from "../../protocol/index.ts";
import { BadPayload } from "../payload.ts";

const bytes = { float16: 2, float32: 4 };

/** Finds what a schema cannot: shapes that do not fit together and data that ends early. Throws BadPayload. */
export function checkFrames(trajectory: Trajectory, frames: readonly TrajectoryFrame[]): void {
  const { kind, sampleShape, shown } = trajectory;
  const rank = kind === "points" ? 1 : 3;
  if (sampleShape.length !== rank || (kind === "points" && sampleShape[0] !== 2 && sampleShape[0] !== 3)) {
    const wanted = kind === "points" ? "[2] or [3]" : "[height, width, channels]";
    throw new BadPayload(`a sample's shape is [${sampleShape.join(", ")}] where ${kind} need ${wanted}.`);
  }
  const size = shown * sampleShape.reduce((product, length) => product * length, 1);
  for (const frame of frames) {
    checkLength(frame.x, size, `the x of step ${frame.step}`);
    if (frame.x0) checkLength(frame.x0, size, `the predicted data of step ${frame.step}`);
  }
  const { reference } = trajectory;
  if (reference)
    checkLength(reference, reference.length - (reference.length % sampleShape[0]), "the reference data");
}

function checkLength(packed: PackedFloats, size: number, name: string): void {
  if (packed.length !== size) {
    throw new BadPayload(`${name} has ${packed.length} numbers where ${size} are announced.`);
  }
  // Base64 says its length without being decoded.
  const padding = packed.data.endsWith("==") ? 2 : packed.data.endsWith("=") ? 1 : 0;
  const found = (packed.data.length / 4) * 3 - padding;
  const expected = size * bytes[packed.dtype];
  if (found !== expected) {
    throw new BadPayload(
      `${name} ${found < expected ? "ends early" : "is too long"}: ${found} of ${expected} bytes.`,
    );
  }
  // Frames are decoded when they are looked at, and what is damaged must be known before.
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed.data)) throw new BadPayload(`${name} is not base64.`);
}
