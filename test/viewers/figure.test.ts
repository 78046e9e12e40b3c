import assert from "node:assert/strict";
import test, { after } from "node:test";
import { figureMime } from "../../src/protocol/index.ts";
import { launchBrowser } from "../../scripts/lib/browser.mjs";
import { openViewers } from "./browser.ts";

const browser = await launchBrowser();
after(() => browser.close());

test("a figure has no button that sends its numbers elsewhere, though it asks for one", async () => {
  const { page, close } = await openViewers(browser);
  const figure = {
    data: [{ type: "bar", x: ["a", "b"], y: [1, 2] }],
    layout: { modebar: { add: ["sendChartToCloud", "drawline"] } },
  };
  await page.evaluate(
    (item) => window.viewers.show([item]),
    { id: "output", mime: figureMime, text: JSON.stringify(figure) }, // prettier-ignore
  );
  const titles = await page
    .locator(".modebar-btn")
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("data-title")));
  await close();
  assert.ok(titles.includes("Draw line"), titles.join());
  assert.deepEqual(
    titles.filter((title) => /share|cloud|download|studio/i.test(title ?? "")),
    [],
  );
});
