import { readFileSync } from "node:fs";
import path from "node:path";
import * as v from "valibot";

/** The file that is written last into the folder of what was installed: without it nothing counts. */
export const manifest = "noisebook.json";

/** What a folder's manifest says; null where nothing is installed there, or not to its end. */
export function readManifest<Schema extends v.GenericSchema>(
  folder: string,
  schema: Schema,
): v.InferOutput<Schema> | null {
  try {
    const read = v.safeParse(schema, JSON.parse(readFileSync(path.join(folder, manifest), "utf8")));
    return read.success ? read.output : null;
  } catch {
    return null; // no such file, or not whole
  }
}
