import type { ComparedRun } from "../../protocol/index.ts";
import type { Picture } from "../trajectory/scene.ts";
import type { Pane } from "./pane.ts";

/** What is shown of each run, and their difference where it is shown: to be saved. */
export const picturesOf = (
  runs: readonly ComparedRun[],
  panes: readonly Pane[],
  difference: Pane,
): Picture[] => [
  ...panes.map(({ canvas }, run) => ({ caption: runs[run].name, canvas })),
  ...(difference.element.hidden ? [] : [{ caption: "difference", canvas: difference.canvas }]),
];
