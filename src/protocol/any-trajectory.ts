import * as v from "valibot";
import { GraphTrajectory } from "./graph-trajectory.ts";
import { TokenTrajectory } from "./token-trajectory.ts";
import { Trajectory } from "./trajectory.ts";

/** A trajectory of whatever kind its `kind` says. */
export const AnyTrajectory = v.variant("kind", [Trajectory, TokenTrajectory, GraphTrajectory]);
export type AnyTrajectory = v.InferOutput<typeof AnyTrajectory>;
