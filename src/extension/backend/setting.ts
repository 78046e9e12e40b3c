import * as vscode from "vscode";

const section = "noisebook";
const key = "backend";

/** The setting: a backend's name, or "auto". */
export const backendSetting = (notebook?: vscode.NotebookDocument): string =>
  vscode.workspace.getConfiguration(section, notebook?.uri).get<string>(key) ?? "auto";

export const touchesBackend = (change: vscode.ConfigurationChangeEvent): boolean =>
  change.affectsConfiguration(`${section}.${key}`);

/** Sets it where it is set now, else for this user. */
export async function setBackend(name: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const set = configuration.inspect(key);
  const target =
    set?.workspaceValue === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  await configuration.update(key, name, target);
}

/** How a kernel is told. Where the setting leaves it open, the environment of VS Code may still name one. */
export function backendEnvironment(notebook: vscode.NotebookDocument): Record<string, string> {
  const name = backendSetting(notebook);
  return name === "auto" ? {} : { NOISEBOOK_BACKEND: name };
}
