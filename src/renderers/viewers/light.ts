// The viewers that need no plotting library, by their mime types: what an exported page without training runs carries.
import {
  chainsMime,
  claimMime,
  comparisonMime,
  elboMime,
  tableMime,
  tensorMime,
  trajectoryMime,
} from "../../protocol/index.ts";
import { viewer, withMath } from "./viewer.ts";

/** `kinds` loads them; where it loads more, that is one chunk all the same. */
export const lightViewers = (kinds: () => Promise<typeof import("./light-kinds.ts")>) =>
  new Map([
    [trajectoryMime, viewer(withMath(async () => (await kinds()).trajectory))],
    [comparisonMime, viewer(withMath(async () => (await kinds()).comparison))],
    [elboMime, viewer(withMath(async () => (await kinds()).elbo))],
    [claimMime, viewer(withMath(async () => (await kinds()).claim))],
    [chainsMime, viewer(async () => (await kinds()).chains)],
    [tableMime, viewer(async () => (await kinds()).table)],
    [tensorMime, viewer(async () => (await kinds()).tensor)],
  ]);
