// How well a text can be read: WCAG 2's contrast ratio, 1 to 21, of its colour on what is behind it.
import type { Locator } from "playwright-core";

export function contrast(text: Locator): Promise<number> {
  return text.evaluate((element) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (!canvas) throw new Error("this browser draws no canvas");
    canvas.canvas.width = canvas.canvas.height = 1;
    // drawn over each other, so that whatever CSS can write becomes numbers, transparency included
    const paint = (colours: string[]): number => {
      canvas.clearRect(0, 0, 1, 1);
      for (const colour of colours) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      const linear = [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((byte) => {
        const value = byte / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
    };
    // the webview itself is transparent: behind everything is the editor, whose colour VS Code hands down as a variable
    const editor = getComputedStyle(document.documentElement).getPropertyValue("--vscode-editor-background");
    const behind = [editor];
    const parents: Element[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) parents.unshift(at);
    for (const parent of parents) behind.push(getComputedStyle(parent).backgroundColor);
    const [ground, ink] = [paint(behind), paint([...behind, getComputedStyle(element).color])];
    return (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
  });
}
