import { iconButton } from "./controls/toolkit.ts";
import type { Host } from "./host.ts";

/** What the button sends up to its output, which knows what it shows: a viewer may outlive the output it was made for. */
export const openPanelEvent = "noisebook-open-panel";

/** A button that shows the output in a panel beside the notebook; none where there can be no such panel. */
export function panelButton({ panels }: Host): HTMLElement[] {
  if (!panels) return [];
  const { element } = iconButton("panel", "Open in a panel beside the notebook", () =>
    element.dispatchEvent(new Event(openPanelEvent, { bubbles: true, composed: true })),
  );
  return [element];
}
