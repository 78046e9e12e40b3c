// What is seen of a notebook's outputs: one folder for each mime type, and what these share (controls, plots,
// formulas, theme). This file is what VS Code loads; `page/` is what an exported page loads.
import type { ActivationFunction } from "vscode-notebook-renderer";
import {
  chainsMime,
  claimMime,
  elboMime,
  tensorMime,
  trainingMime,
  trajectoryMime,
} from "../protocol/index.ts";
import { chains } from "./chains/index.ts";
import { claim } from "./claim/index.ts";
import { elbo } from "./elbo/index.ts";
import { mounting, rendererOf } from "./renderer.ts";
import { tensor } from "./tensor/index.ts";
import { training } from "./training/index.ts";
import { trajectory } from "./trajectory/index.ts";

const mounts = new Map([
  [trajectoryMime, mounting(trajectory)],
  [trainingMime, mounting(training)],
  [elboMime, mounting(elbo)],
  [claimMime, mounting(claim)],
  [chainsMime, mounting(chains)],
  [tensorMime, mounting(tensor)],
]);

export const activate: ActivationFunction<void> = (context) => rendererOf(mounts, context);
