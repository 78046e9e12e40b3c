import assert from "node:assert/strict";
import test, { after } from "node:test";
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

test("A viewer looks the same whichever others stand in the notebook: no style of one is another's.", async () => {
  const alone = new Map<string, string[]>();
  for (const item of kinds) {
    const { page, close } = await openViewers(browser);
    await page.evaluate((shown) => window.viewers.show([shown], 100), item);
    alone.set(item.id, await page.evaluate((id) => window.viewers.layout(id), item.id));
    await close();
  }
  const { page, close } = await openViewers(browser);
  await page.evaluate((shown) => window.viewers.show(shown, 300), kinds);
  const others: Record<string, string[]> = {};
  for (const { id } of kinds) {
    const now = await page.evaluate((name) => window.viewers.layout(name), id);
    const before = alone.get(id)!; // set above for each
    const changed = now.filter((line, i) => line !== before[i]);
    if (changed.length > 0) others[id] = changed.slice(0, 5);
  }
  await close();
  assert.deepEqual(others, {});
});
