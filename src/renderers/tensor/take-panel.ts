import { toBase64 } from "../../protocol/index.ts";
import { dataOf } from "../dom/data-url.ts";
import { h, say } from "../dom/element.ts";
import type { Host } from "../host.ts";
import { csvOf } from "./csv.ts";
import { npyOf } from "./npy.ts";
import { wholeViewport, type Plane } from "./plane.ts";
import type { Scene } from "./scene.ts";
import { sliceText } from "./slice.ts";

/** Copies or saves the slice: numbers where the output holds them exactly, or the picture. */
export function takePanel(scene: () => Scene, picture: () => HTMLCanvasElement | null, host: Host) {
  const note = h("div", { class: "nb-2 nb-small", role: "status" });
  const button = (words: string, clicked: () => Promise<void> | void): HTMLButtonElement => {
    const element = h("button", { class: "nb-menu-item", type: "button" }, words);
    element.addEventListener("click", () => {
      void Promise.resolve()
        .then(clicked)
        .catch((error: unknown) => say(note, error instanceof Error ? error.message : String(error)));
    });
    return element;
  };
  const csv = button("Copy as CSV", async () => {
    const plane = numbers();
    await navigator.clipboard.writeText(csvOf(plane.mean, plane.height, plane.width));
    say(note, `Copied ${plane.height} × ${plane.width} values.`);
  });
  const npy = button("Save as .npy", () => {
    const plane = numbers();
    const { selection, tensor } = scene();
    const shape = [
      selection.rows === null ? [] : [plane.height],
      selection.columns === null ? [] : [plane.width],
    ].flat();
    save("npy", toBase64(npyOf(plane.mean, shape, tensor.dtype)));
  });
  const png = button("Save as PNG", () => {
    const url = picture()?.toDataURL("image/png");
    if (url) save("png", dataOf(url));
  });
  const element = h("div", { class: "nb-take" }, csv, ...(host.reachable ? [npy, png] : []), note);

  const exact = (): Plane | null => {
    const { selection, plane } = scene();
    const viewport = wholeViewport(selection);
    const found = plane(viewport, [viewport.rows[1], viewport.columns[1]]);
    return found?.exact && !found.coarse ? found : null;
  };
  function numbers(): Plane {
    const plane = exact();
    if (!plane) throw new Error("The saved output holds no exact values of this slice.");
    return plane;
  }
  function save(type: string, data: string): void {
    const { selection, tensor } = scene();
    const words = `${tensor.name ?? "tensor"}${sliceText(selection.picks, tensor.shape)}`;
    host.send({
      type: "save",
      name: `${words.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "")}.${type}`,
      data,
    });
  }

  return {
    element,
    /** Called when the panel opens. */
    draw(): void {
      const there = exact() !== null;
      csv.disabled = npy.disabled = !there;
      png.disabled = picture() === null;
      say(note, there ? "" : "The saved output holds no exact values of this slice.");
    },
  };
}
