import * as vscode from "vscode";
import {
  BackendProblem,
  installBackend,
  type InstallOptions,
  type Surroundings,
} from "../../backends/index.ts";
import type { Installable } from "../../protocol/node/backend-store.ts";
import type { Log } from "../log.ts";

/** Installs a backend under a notification that tells how far it is and can stop it. Resolves with whether it is there. */
export async function installWithProgress(
  name: Installable,
  options: InstallOptions,
  surroundings: Surroundings,
  log: Log,
): Promise<boolean> {
  const title = `Installing the backend ${name}`;
  const where = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress(
    { location: where, title, cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const say = (message: string): void => {
        log.info(message);
        progress.report({ message });
      };
      try {
        const { device, library } = await installBackend(name, options, surroundings, {
          say,
          signal: controller.signal,
        });
        void vscode.window.showInformationMessage(
          `The backend ${name} is installed: ${library} on ${device}.`,
        );
        return true;
      } catch (error) {
        if (controller.signal.aborted) return false; // the person knows
        if (!(error instanceof BackendProblem)) throw error;
        const [what] = error.message.split("\n");
        log.info(error.message);
        if ((await vscode.window.showErrorMessage(what, "Show Log")) !== undefined) log.show();
        return false;
      }
    },
  );
}
