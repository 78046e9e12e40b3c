import * as v from "valibot";
import { Trajectory } from "./trajectory.ts";

/** A trajectory of whatever kind its `kind` says. */
export const AnyTrajectory = v.variant("kind", [Trajectory]);
export type AnyTrajectory = v.InferOutput<typeof AnyTrajectory>;
