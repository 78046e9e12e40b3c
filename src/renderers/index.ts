// What is seen of a notebook's outputs: one folder for each mime type, and what these share (controls, plots,
// formulas, theme). This file is what VS Code loads; `page/` is what an exported page loads.
import type { ActivationFunction } from "vscode-notebook-renderer";
import { rendererOf } from "./renderer.ts";
import { viewersOfNotebook } from "./viewers/of-notebook.ts";

export const activate: ActivationFunction<void> = (context) =>
  rendererOf(viewersOfNotebook, context, { panels: true });
