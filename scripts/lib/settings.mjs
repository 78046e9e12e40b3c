// The settings a workbench of ours begins with.
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

export const quiet = {
  // an .ipynb opened before the extensions are registered would show as JSON text
  "workbench.editorAssociations": { "*.ipynb": "jupyter-notebook" },
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  // asked when the folder opens, not at the first run: until then the kernel could not be seen
  "security.workspace.trust.startupPrompt": "always",
  "telemetry.telemetryLevel": "off",
  "workbench.enableExperiments": false,
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "git.openRepositoryInParentFolders": "never",
};

/** Writes the settings unless the file is there: what a person changed stays.
 * @param {string} file
 * @param {Record<string, unknown>} settings */
export async function seedSettings(file, settings) {
  if (existsSync(file)) return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`);
}
