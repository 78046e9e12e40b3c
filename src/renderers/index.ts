// What is seen of a notebook's outputs: one folder for each mime type, and what these share (controls, plots,
// formulas, theme). This file is what VS Code loads; `page/` is what an exported page loads.
import type { ActivationFunction } from "vscode-notebook-renderer";
import { figureMime } from "../protocol/index.ts";
import { figure } from "./figure/index.ts";
import { mounting, rendererOf } from "./renderer.ts";
import { viewers } from "./viewers.ts";

/** With figures of people's own: all that Plotly draws is too much for an exported page to carry within itself. */
const all = new Map([...viewers, [figureMime, mounting(figure)]]);

export const activate: ActivationFunction<void> = (context) => rendererOf(all, context);
