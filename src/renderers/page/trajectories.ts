// The script of an exported page that plays trajectories and shows bounds and claims. Without the training monitor, whose
// plotting library is ten times as large as all the rest.
import { chainsMime, claimMime, elboMime, trajectoryMime } from "../../protocol/index.ts";
import { chains } from "../chains/index.ts";
import { claim } from "../claim/index.ts";
import { elbo } from "../elbo/index.ts";
import { mounting } from "../renderer.ts";
import { trajectory } from "../trajectory/index.ts";
import { showOutputs } from "./outputs.ts";
import { followTheme } from "./theme.ts";

followTheme();
await showOutputs(
  new Map([
    [trajectoryMime, mounting(trajectory)],
    [elboMime, mounting(elbo)],
    [claimMime, mounting(claim)],
    [chainsMime, mounting(chains)],
  ]),
);
