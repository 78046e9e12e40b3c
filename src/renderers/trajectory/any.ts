import type { AnyTrajectory, TrajectoryOf } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import type { Host } from "../host.ts";
import type { View } from "../view.ts";
import { graphs } from "./graphs/index.ts";
import type { TrajectoryKind } from "./kind.ts";
import { images, points, space } from "./numbers.ts";
import { tokens } from "./tokens/index.ts";
import { openTrajectory } from "./view.ts";

/** A kind whose type of trajectory stays within. Each answers null, or false, to a payload of another kind. */
interface AnyKind {
  check(payload: AnyTrajectory): void;
  open(payload: AnyTrajectory, host: Host): AnyView | null;
}

type AnyView = Omit<View<AnyTrajectory>, "update" | "takes"> & { update(payload: AnyTrajectory): boolean };

const kinds = [within(points), within(space), within(images), within(tokens), within(graphs)];

/** Checks the payload as its kind asks for. Throws BadPayload. */
export function checkAny(payload: AnyTrajectory): void {
  for (const kind of kinds) kind.check(payload);
}

/** Opens the view of the payload's kind, and another where the output is replaced by a trajectory of another kind. */
export function openAny(first: AnyTrajectory, host: Host): View<AnyTrajectory> {
  let view = open(first, host);
  const element = h("div", {}, view.element);
  return {
    element,
    mounted: () => view.mounted(),
    update(payload) {
      if (view.update(payload)) return;
      view.dispose();
      view = open(payload, host);
      element.replaceChildren(view.element);
      view.mounted();
    },
    dispose: () => view.dispose(),
  };
}

function open(payload: AnyTrajectory, host: Host): AnyView {
  for (const kind of kinds) {
    const view = kind.open(payload, host);
    if (view) return view;
  }
  throw new TypeError(`there is no viewer for trajectories of ${payload.kind}`);
}

function within<T extends TrajectoryOf>(kind: TrajectoryKind<T>): AnyKind {
  return {
    check(payload) {
      const ours = kind.of(payload);
      if (ours) kind.check(ours, ours.frames);
    },
    open(payload, host) {
      const first = kind.of(payload);
      if (!first) return null;
      const view = openTrajectory(first, kind, host);
      return {
        ...view,
        update(next) {
          const ours = kind.of(next);
          if (ours) view.update(ours);
          return ours !== null;
        },
      };
    },
  };
}
