import path from "node:path";
import { isAbort } from "../../../core/turn.ts";
import {
  extraFolder,
  modelsFolder,
  readInstalledExtra,
  transformersScript,
} from "../../../../protocol/node/extra-store.ts";
import { loadingBars } from "./loading-bars.ts";
import type { Precision, Start } from "./messages.ts";
import { startThread, type EncoderThread } from "./thread.ts";

/** The thread with the model. Throws in a person's words where the library or the model is not there. */
export async function started(
  from: Start["from"],
  precision: Precision,
  signal: AbortSignal | null,
): Promise<EncoderThread> {
  if (!readInstalledExtra("transformers")) {
    throw new Error(
      "transformers is not installed. Install it: noisebook extra install transformers (in VS Code: the command “Noisebook: Install Transformers”)",
    );
  }
  const start = {
    library: transformersScript(extraFolder("transformers")),
    from,
    precision,
    models: modelsFolder(),
    hub: process.env.HF_ENDPOINT || undefined,
  };
  const bars = loadingBars();
  try {
    return await startThread(start, { signal, onLoading: bars.show });
  } catch (cause) {
    if (isAbort(cause, signal)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    if ("folder" in from)
      throw new Error(`The encoders in ${from.folder} cannot be loaded: ${reason}`, { cause });
    throw new Error(
      `The model ${from.id} cannot be had from ${start.hub ?? "huggingface.co"}: ${reason}. Once its files are in a folder, name that (there is no folder ${path.resolve(from.id)})`,
      { cause },
    );
  } finally {
    bars.end();
  }
}
