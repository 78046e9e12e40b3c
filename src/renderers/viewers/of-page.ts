// Every viewer that an exported page may have, by its mime type.
import { trainingMime } from "../../protocol/index.ts";
import { lightViewers } from "./light.ts";
import { viewer } from "./viewer.ts";

export const viewersOfPage = new Map([
  ...lightViewers(() => import("./light-kinds.ts")),
  [trainingMime, viewer(async () => (await import("../training/index.ts")).training)],
]);
