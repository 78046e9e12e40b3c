import assert from "node:assert/strict";
import test, { after } from "node:test";
import { launchBrowser } from "../../scripts/lib/browser.mjs";
import { violations } from "./axe.ts";
import { openViewers } from "./browser.ts";
import { samples } from "./samples/index.ts";
import { looks } from "./themes.ts";

const browser = await launchBrowser();
after(() => browser.close());
const all = await samples();

for (const [name, theme] of Object.entries(looks))
  test(`axe-core finds nothing serious in any viewer, ${name}`, async () => {
    const { page, close } = await openViewers(browser, { theme });
    const found: string[] = [];
    for (const { name: sample, mime, saved } of all) {
      const items = [{ id: "output", mime, text: JSON.stringify(saved[mime]) }];
      await page.evaluate((shown) => window.viewers.show(shown, 100), items);
      found.push(...(await violations(page)).map((line) => `${sample}: ${line}`));
      await page.evaluate(() => window.viewers.clear());
    }
    await close();
    assert.deepEqual(found, []);
  });

test("every control is reached by the Tab key, and seen where it is", async () => {
  const { page, close } = await openViewers(browser, { theme: looks.dark });
  const wrong: string[] = [];
  for (const { name, mime, saved } of all) {
    const items = [{ id: "output", mime, text: JSON.stringify(saved[mime]) }];
    await page.evaluate((shown) => window.viewers.show(shown, 100), items);
    await page.evaluate(() => window.keyboard.begin());
    // One turn through all of them; no output has as many.
    for (let tabs = 0; tabs < 60; tabs++) {
      await page.keyboard.press("Tab");
      if (!(await page.evaluate(() => window.keyboard.isInside()))) break;
    }
    wrong.push(...(await page.evaluate(() => window.keyboard.missed())).map((what) => `${name}: ${what}`));
    await page.evaluate(() => window.viewers.clear());
  }
  await close();
  assert.deepEqual(wrong, []);
});

for (const reducedMotion of ["no-preference", "reduce"] as const)
  test(`nothing plays by itself, reduced motion: ${reducedMotion}`, async () => {
    const { page, close } = await openViewers(browser, { reducedMotion });
    // What is loaded on need is there before anything is looked at: charts that come late are not charts that move.
    for (const { mime, saved } of all) {
      const items = [{ id: "output", mime, text: JSON.stringify(saved[mime]) }];
      await page.evaluate((shown) => window.viewers.show(shown, 100), items);
      await page.waitForLoadState("networkidle");
      await page.evaluate(() => window.viewers.clear());
    }
    const moving: string[] = [];
    for (const { name, mime, saved } of all) {
      const items = [{ id: "output", mime, text: JSON.stringify(saved[mime]) }];
      await page.evaluate((shown) => window.viewers.show(shown, 200), items);
      const look = () => page.evaluate(() => window.viewers.fingerprint());
      const before = await look();
      await page.waitForTimeout(400);
      const [after, running] = [await look(), await page.evaluate(() => document.getAnimations().length)];
      if (after !== before || running > 0) moving.push(name);
      await page.evaluate(() => window.viewers.clear());
    }
    await close();
    assert.deepEqual(moving, []);
  });
