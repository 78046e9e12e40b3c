// The viewers that need no plotting library, by their mime types: what an exported page without training runs carries.
import {
  chainsMime,
  claimMime,
  comparisonMime,
  elboMime,
  tableMime,
  tensorMime,
  trajectoryMime,
} from "../protocol/index.ts";
import { chains } from "./chains/index.ts";
import { claim } from "./claim/index.ts";
import { comparison } from "./comparison/index.ts";
import { elbo } from "./elbo/index.ts";
import { mounting } from "./renderer.ts";
import { table } from "./table/index.ts";
import { tensor } from "./tensor/index.ts";
import { trajectory } from "./trajectory/index.ts";

export const lightViewers = new Map([
  [trajectoryMime, mounting(trajectory)],
  [comparisonMime, mounting(comparison)],
  [elboMime, mounting(elbo)],
  [claimMime, mounting(claim)],
  [chainsMime, mounting(chains)],
  [tableMime, mounting(table)],
  [tensorMime, mounting(tensor)],
]);
