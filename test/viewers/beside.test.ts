import assert from "node:assert/strict";
import test, { after } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { Page } from "playwright-core";
import { launchBrowser } from "../../scripts/lib/browser.mjs";
import { openViewers } from "./browser.ts";
import { samples } from "./samples/index.ts";

const browser = await launchBrowser();
after(() => browser.close());

// Figures are left out: Plotly draws them in its own time.
const all = (await samples())
  .filter(({ mime }) => !mime.includes("plotly"))
  .map(({ name, mime, saved }) => ({ id: name, mime, text: JSON.stringify(saved[mime]) }));
// One of each kind, since those of a kind share their style sheets.
const kinds = [...new Map(all.map((item) => [item.mime, item])).values()];

/** Where everything in an output stands, once that has come to rest: some is drawn again when its width is known. */
async function layoutOf(page: Page, id: string): Promise<string[]> {
  let last: string[] = [];
  for (let turn = 0; turn < 100; turn++) {
    const now = await page.evaluate((name) => window.viewers.layout(name), id);
    if (turn > 2 && isDeepStrictEqual(now, last)) return now;
    last = now;
    await page.waitForTimeout(100);
  }
  throw new Error(`${id} never comes to rest`);
}

test("A viewer looks the same whichever others stand in the notebook: no style of one is another's.", async () => {
  const alone = new Map<string, string[]>();
  for (const item of kinds) {
    const { page, close } = await openViewers(browser);
    await page.evaluate((shown) => window.viewers.show([shown], 100), item);
    alone.set(item.id, await layoutOf(page, item.id));
    await close();
  }
  const { page, close } = await openViewers(browser);
  await page.evaluate((shown) => window.viewers.show(shown, 300), kinds);
  const others: Record<string, string[]> = {};
  for (const { id } of kinds) {
    const now = await layoutOf(page, id);
    const before = alone.get(id)!; // set above for each
    const changed = now.filter((line, i) => line !== before[i]);
    if (changed.length > 0) others[id] = changed.slice(0, 5);
  }
  await close();
  assert.deepEqual(others, {});
});
