import path from "node:path";
import { assetFolder } from "../../core/assets.ts";
import type { NetworkClip } from "./encoder.ts";
import { modelFrom } from "./load.ts";

/**
 * A small CLIP model (0.8 MB) that travels with the runtime, trained on the pictures of `shapes()` and their captions: it
 * takes images [N, H, W, 3] in [-1, 1], as `shapes` makes them, and tells coloured shapes, their sizes and places. Of
 * anything else it knows nothing, and its scores compare with those of no other model. It holds its weights until it is
 * disposed of.
 */
export async function shapesClip(): Promise<NetworkClip> {
  const folder = path.join(assetFolder("weights"), "shapes-clip");
  return modelFrom(folder, { name: "shapes CLIP", range: [-1, 1], batch: 64 });
}
