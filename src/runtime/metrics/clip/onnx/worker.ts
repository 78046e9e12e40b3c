// A thread in which transformers runs a CLIP model: ONNX Runtime computes on the thread that asks it, which must not be the cells'.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { loadEncoders } from "./encoders.ts";
import type { Transformers } from "./library.ts";
import { precisions, type FromThread, type Start, type ToThread } from "./messages.ts";

const say = (message: FromThread): void => parentPort?.postMessage(message);
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Of the files of both encoders, with those that hold the weights of large ones. */
async function checksumOf(folder: string, suffix: string): Promise<string> {
  const hash = createHash("sha256");
  const at = path.join(folder, "onnx");
  const ours = ["text_model", "vision_model"].map((name) => `${name}${suffix}.onnx`);
  const files = (await readdir(at)).filter((file) =>
    ours.some((name) => file === name || file.startsWith(`${name}_data`)),
  );
  for (const file of files.sort()) {
    hash.update(file);
    for await (const chunk of createReadStream(path.join(at, file))) hash.update(chunk as Buffer);
  }
  return hash.digest("hex").slice(0, 8);
}

try {
  const start = workerData as Start; // what thread.ts gives it
  const library = (await import(pathToFileURL(start.library).href)) as Transformers;
  const { folder, embed } = await loadEncoders(library, start, say);
  parentPort?.on("message", ({ id, question }: ToThread) => {
    embed(question).then(
      (embeddings) => say({ id, embeddings }),
      (error: unknown) => say({ id, failed: reasonOf(error) }),
    );
  });
  say({ ready: { folder, checksum: await checksumOf(folder, precisions[start.precision]) } });
} catch (error) {
  say({ unable: reasonOf(error) });
}
