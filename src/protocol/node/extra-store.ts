import path from "node:path";
import * as v from "valibot";
import { cacheFolder } from "./cache-folder.ts";
import { readManifest } from "./manifest.ts";

/** Libraries that some functions of the runtime need and that are installed on request, into a cache of ours. */
export const extras = ["transformers"] as const;

export type Extra = (typeof extras)[number];

/** What is written last into an extra's folder, once it has come out right: without it nothing counts. */
export const InstalledExtra = v.object({
  /** The library with its version, and what computes for it: "transformers 4.3.2 on ONNX Runtime 1.30.0". */
  library: v.string(),
});

export type InstalledExtra = v.InferOutput<typeof InstalledExtra>;

/** The folder an extra is installed in: a node_modules and the manifest. Another platform's binaries are not found. */
export const extraFolder = (name: Extra): string =>
  path.join(cacheFolder(), "extras", `${name}-${process.platform}-${process.arch}`);

/** What cells import of transformers. */
export const transformersScript = (folder: string): string =>
  path.join(folder, "node_modules", "@huggingface", "transformers", "dist", "transformers.node.mjs");

/** What is installed under this name; null where nothing is, or not to its end. */
export const readInstalledExtra = (name: Extra): InstalledExtra | null =>
  readManifest(extraFolder(name), InstalledExtra);

/** Where models that extras download are kept. */
export const modelsFolder = (): string => path.join(cacheFolder(), "models");
