import { ipynb } from "./ipynb.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { textInOutputs } from "./webview.ts";

const cell = [
  'import * as tf from "@tensorflow/tfjs";',
  'import { backend } from "noisebook/backend";',
  "const kept = tf.ones([64]);",
  "`on ${backend.name}`",
].join("\n");

seen(
  "a backend is chosen from a list, which restarts the kernel and says so",
  {
    name: "backend",
    files: { "a.ipynb": ipynb([cell]) },
  },
  async (workbench) => {
    const { page } = workbench;
    const notebook = await openNotebook(workbench, "a.ipynb");
    await notebook.runCell(0);
    await notebook.idle();
    await textInOutputs(page, "on wasm");
    const item = page.locator(".statusbar-item", { hasText: "wasm" });
    await item.waitFor();

    await workbench.command("Noisebook: Choose Backend");
    const rows = page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: "Install native" }).first().waitFor();
    await workbench.picture("backends");
    await rows.filter({ hasText: "tfjs 4.22.0" }).last().click();
    await page.locator(".notification-toast", { hasText: 'restarted for the backend "cpu"' }).waitFor();
    await notebook.runCell(0);
    await notebook.idle();
    await textInOutputs(page, "on cpu");
    await page.locator(".statusbar-item", { hasText: "cpu" }).waitFor();
    await workbench.picture("backend switched");
  },
);
