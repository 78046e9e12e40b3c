import { actionOf } from "./keys.ts";
import type { Action } from "./playback.ts";

/** Has the keys of a viewer move through time, wherever the focus in it is. */
export function onKeys(element: HTMLElement, dispatch: (action: Action) => void): void {
  element.addEventListener("keydown", (event) => {
    // A button takes the space bar as a press, a list and a panel their arrows.
    const at = event.target instanceof Element ? event.target : null;
    if (at?.closest("vscode-dropdown, .nb-popover")) return;
    if (event.key === " " && at?.closest("vscode-button, button")) return;
    const action = actionOf(event);
    if (!action) return;
    // Not the notebook's as well, which would move to another cell.
    event.preventDefault();
    event.stopPropagation();
    dispatch(action);
  });
}
