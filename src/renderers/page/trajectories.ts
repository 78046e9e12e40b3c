// The script of an exported page that plays trajectories, alone and several on one time, and shows tensors, bounds, claims
// and chains. Without the training monitor, whose plotting library is ten times as large as all the rest.
import { lightViewers } from "../viewers/light.ts";
import { showOutputs } from "./outputs.ts";
import { followTheme } from "./theme.ts";

followTheme();
await showOutputs(lightViewers(() => import("../viewers/light-kinds.ts")));
