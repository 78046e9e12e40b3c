import * as vscode from "vscode";
import { BackendProblem, type Work } from "../../backends/index.ts";
import type { Log } from "../log.ts";

/**
 * Installs something under a notification that tells how far it is and can stop it; `install` resolves with what is said at its
 * end. Resolves with whether it is there.
 */
export async function withProgress(
  title: string,
  log: Log,
  install: (work: Work) => Promise<string>,
): Promise<boolean> {
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
        const done = await install({ say, signal: controller.signal });
        void vscode.window.showInformationMessage(done);
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
