import assert from "node:assert/strict";
import { ipynb } from "./ipynb.ts";
import { kernelPids } from "./kernels.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { textInOutputs } from "./webview.ts";

seen(
  "an endless loop ends at the Interrupt button, and all names are kept",
  {
    name: "interrupt",
    files: { "a.ipynb": ipynb(["const kept = 'still ' + 'here';", "while (true) {}", "kept"]) },
  },
  async (workbench) => {
    const notebook = await openNotebook(workbench, "a.ipynb");
    await notebook.runCell(0);
    await notebook.idle();
    await notebook.runCell(1);
    await notebook.interrupt();
    await notebook.idle();
    const [kernel] = kernelPids(workbench.serverPid);
    await notebook.runCell(2);
    await textInOutputs(workbench.page, "still here");
    assert.deepEqual(kernelPids(workbench.serverPid), [kernel], "the kernel was replaced");
  },
);
