import { timestep } from "../trajectory/reading.ts";
import type { Scene } from "./scene.ts";

/** Why a run's pane is empty; nothing where it is not. */
export function noteOf({ at, runs }: Scene, run: number, there: boolean): string {
  if (there) return "";
  if (at[run] >= 0) return "not predicted here";
  const first = runs[run].trajectory.frames.at(0);
  return first ? `begins at t = ${timestep(first.t)}` : "";
}
