// Every viewer of what the library shows, by its mime type.
import { trainingMime } from "../protocol/index.ts";
import { lightViewers } from "./light-viewers.ts";
import { viewer } from "./viewer.ts";

export const viewers = new Map([
  ...lightViewers(() => import("./light-kinds.ts")),
  [trainingMime, viewer(async () => (await import("./training/index.ts")).training)],
]);
