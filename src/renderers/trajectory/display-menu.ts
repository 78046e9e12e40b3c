import { popover } from "../controls/popover.ts";
import { segments } from "../controls/segments.ts";
import { h } from "../dom/element.ts";
import type { AxisName } from "./axis.ts";
import type { Setting } from "./scene.ts";

/** How the trajectory is shown: what the slider goes by, and what the kind of samples lets a person choose. */
export function displayMenu(
  { snr, settings }: { snr: boolean; settings: readonly Setting[] },
  changed: (axis: AxisName) => void,
): HTMLElement {
  const options = [["step", "step"], ["t", "t"], ...(snr ? ([["snr", "log-SNR"]] as const) : [])] as const;
  const axis = segments<AxisName>("What the slider goes by", options, (name) => {
    axis.choose(name);
    changed(name);
  });
  axis.choose("step");
  const rows = [{ name: "Slider by", element: axis.element }, ...settings].flatMap(({ name, element }) => [
    h("span", { class: "nb-2 nb-setting" }, name),
    element,
  ]);
  const panel = h("div", { class: "nb-display" }, ...rows);
  return popover({ name: "tune", label: "Display", words: null }, panel, () => undefined).element;
}
