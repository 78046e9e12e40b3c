// Every viewer of what the library shows, by its mime type.
import {
  chainsMime,
  claimMime,
  comparisonMime,
  elboMime,
  tensorMime,
  trainingMime,
  trajectoryMime,
} from "../protocol/index.ts";
import { chains } from "./chains/index.ts";
import { claim } from "./claim/index.ts";
import { comparison } from "./comparison/index.ts";
import { elbo } from "./elbo/index.ts";
import { mounting } from "./renderer.ts";
import { tensor } from "./tensor/index.ts";
import { training } from "./training/index.ts";
import { trajectory } from "./trajectory/index.ts";

export const viewers = new Map([
  [trajectoryMime, mounting(trajectory)],
  [comparisonMime, mounting(comparison)],
  [trainingMime, mounting(training)],
  [elboMime, mounting(elbo)],
  [claimMime, mounting(claim)],
  [chainsMime, mounting(chains)],
  [tensorMime, mounting(tensor)],
]);
