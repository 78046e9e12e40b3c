import * as vscode from "vscode";
import { listBackends, type InstallOptions, type Listed, type Surroundings } from "../../backends/index.ts";
import { installable, type Installable } from "../../protocol/node/backend-store.ts";
import { installWithProgress } from "../backend/install.ts";
import { backendSetting, setBackend } from "../backend/setting.ts";
import { surroundingsOf } from "../backend/surroundings.ts";
import type { CommandContext } from "./index.ts";

interface Choice extends vscode.QuickPickItem {
  backend: string;
  /** What has to be installed first. */
  install: { name: Installable; options: InstallOptions } | null;
}

/** Shows every backend, what it runs on or why it does not run, and takes the one that is picked. */
export async function chooseBackend({ extension, log }: CommandContext): Promise<void> {
  try {
    const surroundings = await surroundingsOf(extension);
    const picked = await pick(surroundings);
    if (!picked) return;
    const { backend, install } = picked;
    if (install && !(await installWithProgress(install.name, install.options, surroundings, log))) return;
    await setBackend(backend);
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** The list fills when all have been tried, which takes a few seconds. */
function pick(surroundings: Surroundings): Promise<Choice | undefined> {
  const controller = new AbortController();
  const box = vscode.window.createQuickPick<Choice>();
  box.title = "What tensors are computed on";
  box.placeholder = "Trying every backend …";
  box.busy = true;
  box.matchOnDetail = true;
  box.show();
  return new Promise((resolve, reject) => {
    box.onDidAccept(() => {
      resolve(box.selectedItems.at(0));
      box.hide();
    });
    box.onDidHide(() => {
      controller.abort();
      box.dispose();
      resolve(undefined);
    });
    const setting = backendSetting();
    listBackends(setting, surroundings, controller.signal).then(
      (listed) => {
        box.busy = false;
        box.placeholder = "Kernels that run are restarted";
        box.items = choices(listed, setting);
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        box.hide();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

function choices(listed: Listed[], setting: string): Choice[] {
  const inUse = listed.find(({ chosen }) => chosen)?.name;
  const automatic: Choice = {
    label: "auto",
    description: setting === "auto" ? `now ${inUse}` : "",
    detail: "The fastest that is there: a GPU, else native, else wasm.",
    iconPath: new vscode.ThemeIcon(setting === "auto" ? "pass-filled" : "circle-large-outline"),
    backend: "auto",
    install: null,
  };
  const runs = listed.flatMap((each) => (each.runs ? [running(each, setting)] : []));
  const rest = listed.flatMap((each) => {
    const name = installable.find((one) => one === each.name);
    return name && !each.runs ? installs(name, each.why) : [];
  });
  return [automatic, ...runs, ...rest];
}

const running = (each: Extract<Listed, { runs: true }>, setting: string): Choice => ({
  label: each.name,
  description: each.device,
  detail: [each.library, each.source ?? ""].filter(Boolean).join(", "),
  iconPath: new vscode.ThemeIcon(setting === each.name ? "pass-filled" : "circle-large-outline"),
  backend: each.name,
  install: null,
});

function installs(name: Installable, why: string): Choice[] {
  const broken = why.startsWith("not installed") ? "" : `${why.split("\n")[0]} `;
  const choice = (detail: string, description: string, options: InstallOptions): Choice => ({
    label: `Install ${name}`,
    description,
    detail: `${broken}${detail}`,
    iconPath: new vscode.ThemeIcon("cloud-download"),
    backend: name,
    install: { name, options },
  });
  if (name === "webgpu") return [choice("Dawn from npm, 130 MB.", "for the graphics card", {})];
  return [
    choice("TensorFlow from PyPI, 1.3 GB. Needs pip and a C++ compiler.", "for the CPU", {}),
    choice("TensorFlow with CUDA from PyPI, 5 GB. Needs pip and a C++ compiler.", "for an NVIDIA GPU", {
      gpu: true,
    }),
    choice("TensorFlow 2.9 (2022), ready made, from npm and Google's storage.", "for the CPU", {
      from: "npm",
    }),
  ];
}
