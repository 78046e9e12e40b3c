import { set } from "../dom/element.ts";
import { onPick } from "../trajectory/on-pick.ts";

/** Has a picture reached by Tab, and the keys in it choose what is followed; `picked` says whether a key was one of its. */
export function pickable(
  canvas: HTMLCanvasElement,
  description: string,
  picked: (key: string) => boolean,
): void {
  set(canvas, { tabindex: 0, "aria-description": description });
  onPick(canvas, picked);
}
