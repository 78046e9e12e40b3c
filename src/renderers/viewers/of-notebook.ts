// Every viewer in a notebook. Figures of people's own are here alone: all that Plotly draws is too much for an exported page
// to carry within itself.
import { figureMime, trainingMime } from "../../protocol/index.ts";
import { lightViewers } from "./light.ts";
import { viewer } from "./viewer.ts";

const kinds = () => import("./kinds.ts");

export const viewersOfNotebook = new Map([
  ...lightViewers(kinds),
  [trainingMime, viewer(async () => (await kinds()).training)],
  [figureMime, viewer(async () => (await kinds()).figure)],
]);
