import type { Action } from "./playback.ts";

/** What a key does in the viewer; null where it is not ours. */
export function actionOf(event: {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}): Action | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const stride = event.shiftKey ? 10 : 1;
  switch (event.key) {
    case " ":
      return { type: "toggle" };
    case "ArrowLeft":
      return { type: "move", frames: -stride };
    case "ArrowRight":
      return { type: "move", frames: stride };
    case "Home":
      return { type: "seek", step: 0 };
    case "End":
      return { type: "seek", step: Infinity };
    case "l":
    case "L":
      return { type: "loop" };
    default:
      return null;
  }
}
