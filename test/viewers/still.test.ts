import assert from "node:assert/strict";
import test, { after } from "node:test";
import { launchBrowser } from "../../scripts/lib/browser.mjs";
import { openViewers } from "./browser.ts";
import { samples } from "./samples/index.ts";

const browser = await launchBrowser();
after(() => browser.close());

const all = await samples();

for (const width of [500, 760])
  test(`an output has its height at once and keeps it, ${width} px wide`, async () => {
    const { page, close } = await openViewers(browser, { width });
    const jumps: string[] = [];
    for (const { name, mime, first, saved, chunks } of all) {
      const texts = [first, saved].map((bundle) => JSON.stringify(bundle[mime]));
      const carried = chunks.map((chunk) => JSON.stringify(chunk));
      const heights = await page.evaluate(
        ([type, states, stream]) => window.viewers.heights(type, states, stream),
        [mime, texts, carried] as const,
      );
      if (new Set(Object.values(heights)).size > 1) jumps.push(`${name}: ${JSON.stringify(heights)}`);
    }
    await close();
    assert.deepEqual(jumps, []);
  });
