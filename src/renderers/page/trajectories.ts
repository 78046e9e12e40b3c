// The script of an exported page that plays trajectories, alone and several on one time, and shows tensors, bounds, claims
// and chains. Without the training monitor, whose plotting library is ten times as large as all the rest.
import {
  chainsMime,
  claimMime,
  comparisonMime,
  elboMime,
  tensorMime,
  trajectoryMime,
} from "../../protocol/index.ts";
import { chains } from "../chains/index.ts";
import { claim } from "../claim/index.ts";
import { comparison } from "../comparison/index.ts";
import { elbo } from "../elbo/index.ts";
import { mounting } from "../renderer.ts";
import { tensor } from "../tensor/index.ts";
import { trajectory } from "../trajectory/index.ts";
import { showOutputs } from "./outputs.ts";
import { followTheme } from "./theme.ts";

followTheme();
await showOutputs(
  new Map([
    [trajectoryMime, mounting(trajectory)],
    [comparisonMime, mounting(comparison)],
    [elboMime, mounting(elbo)],
    [claimMime, mounting(claim)],
    [chainsMime, mounting(chains)],
    [tensorMime, mounting(tensor)],
  ]),
);
