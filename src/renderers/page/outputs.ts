import { rendererOf, type LoadMount } from "../renderer.ts";

/**
 * Opens the viewers of an exported page: an element with `data-mime` holds the payload in a script of type
 * application/json, and the picture that is seen until then, or for good where scripts do not run. No kernel and no
 * extension is behind the page, so nothing can be asked.
 */
export async function showOutputs(mounts: ReadonlyMap<string, LoadMount>): Promise<void> {
  const renderer = rendererOf(mounts, {});
  for (const [order, element] of [...document.querySelectorAll<HTMLElement>("[data-mime]")].entries()) {
    const payload = element.querySelector('script[type="application/json"]')?.textContent ?? "";
    const item = {
      id: String(order),
      mime: element.dataset["mime"] ?? "",
      json: (): unknown => JSON.parse(payload),
    };
    await renderer.renderOutputItem(item, element);
  }
}
