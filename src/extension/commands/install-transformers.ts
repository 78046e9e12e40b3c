import * as vscode from "vscode";
import { installExtra, removeExtra } from "../../backends/index.ts";
import { readInstalledExtra } from "../../protocol/node/extra-store.ts";
import { surroundingsOf } from "../backend/surroundings.ts";
import { withProgress } from "../backend/with-progress.ts";
import type { CommandContext } from "./index.ts";

const again = "Install Again";
const remove = "Remove";

/** Installs transformers, which runs CLIP models in ONNX files; where it is there, asks whether to remove it. */
export async function installTransformers({ extension, log }: CommandContext): Promise<void> {
  try {
    const installed = readInstalledExtra("transformers");
    if (installed) {
      const chosen = await vscode.window.showInformationMessage(
        `Noisebook has ${installed.library}.`,
        again,
        remove,
      );
      if (chosen === remove) {
        await removeExtra("transformers");
        void vscode.window.showInformationMessage("transformers was removed. A kernel that uses it goes on until it is restarted."); // prettier-ignore
      }
      if (chosen !== again) return;
    }
    const surroundings = await surroundingsOf(extension);
    await withProgress("Installing transformers", log, async (work) => {
      const { library } = await installExtra("transformers", surroundings, work);
      return `Installed ${library}. Cells can call clipFromTransformers.`;
    });
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
