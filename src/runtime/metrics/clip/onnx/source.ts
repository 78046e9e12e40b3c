import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { pathOf } from "../folder.ts";
import { precisions, type Precision, type Start } from "./messages.ts";

/** An owner and a name, as the hub has them. */
const hubId = /^[\w-][\w.-]*\/[\w-][\w.-]*$/;

/**
 * Where a model is: a folder where there is one, or that looks like one, else the hub. Throws a RangeError for what can be
 * neither, and an Error for a folder without the files that are asked for.
 */
export function sourceOf(from: string | URL, revision: string, precision: Precision): Start["from"] {
  const at = pathOf(from);
  const isFolder = existsSync(at) && statSync(at).isDirectory();
  if (!isFolder && typeof from === "string" && hubId.test(from) && !from.startsWith(".")) {
    return { id: from, revision };
  }
  if (!isFolder) {
    throw new RangeError(
      `There is no folder ${at} (from the folder ${process.cwd()}), and a model of the hub is named by its owner and its name, as "Xenova/clip-vit-base-patch32"`,
    );
  }
  const suffix = precisions[precision];
  const files = ["vision_model", "text_model"].map((name) => path.join("onnx", `${name}${suffix}.onnx`));
  const missing = files.filter((file) => !existsSync(path.join(at, file)));
  if (missing.length) {
    throw new Error(
      `The folder ${at} has no ${missing.join(" and no ")}, in which transformers expects CLIP's encoders of ${precision}`,
    );
  }
  return { folder: path.resolve(at) };
}
