import { fitted } from "../dom/canvas.ts";
import { h } from "../dom/element.ts";
import { rgbOf } from "../theme/colour-map.ts";
import { cornerOf, sizeOf } from "./picture-grid.ts";
import { pictureImage, type Order } from "./picture-image.ts";
import type { PicturesPlan } from "./pictures-plan.ts";
import type { Scene } from "./scene.ts";
import { pictureWindow } from "./window.ts";

/** Room around the pictures for the frame of the chosen one. */
export const edge = 2;

/** Draws pictures as crisp squares, with a frame around the chosen one of a batch. */
export function paintPictures(
  canvas: HTMLCanvasElement,
  plan: PicturesPlan,
  { tensor, colours }: Pick<Scene, "tensor" | "colours">,
  { order, chosen }: { order: Order; chosen: number },
): void {
  const [many, height, width, channels] = plan.sides;
  const [total, high] = sizeOf(plan, many);
  canvas.style.width = `${total + 2 * edge}px`;
  canvas.style.height = `${high + 2 * edge}px`;
  const surface = fitted(canvas);
  const scratch = document.createElement("canvas");
  const small = scratch.getContext("2d");
  if (!surface || !small) return;
  const { context } = surface;
  context.translate(edge, edge);
  context.imageSmoothingEnabled = false;
  [scratch.width, scratch.height] = [width, height];
  const [black, white] = pictureWindow(tensor);
  const development = { black, white, order, alarm: rgbOf(colours.alarm) };
  for (let picture = 0; picture < many; picture++) {
    const from = picture * height * width * channels;
    small.putImageData(pictureImage(plan.values, from, [height, width, channels], development), 0, 0);
    context.drawImage(scratch, ...cornerOf(plan, picture), ...plan.tile);
  }
  if (plan.layout.batch === null) return;
  const [x, y] = cornerOf(plan, chosen);
  context.lineWidth = 1;
  context.strokeStyle = colours.focus;
  context.strokeRect(x - 1.5, y - 1.5, plan.tile[0] + 3, plan.tile[1] + 3);
}

/** The words below the pictures. */
export const labelsOf = (plan: PicturesPlan, words: readonly string[]): HTMLElement[] =>
  Array.from({ length: plan.sides[0] }, (_, picture) => {
    const [x, y] = cornerOf(plan, picture);
    const text = words.at(picture) ?? "";
    const style = `left: ${x}px; top: ${y + plan.tile[1] + 2}px; width: ${plan.tile[0]}px`;
    return h("span", { class: "nb-small nb-cut", style, title: text }, text);
  });
