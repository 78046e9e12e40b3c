// What `npm run pictures` keeps to be looked at: each sample as it is drawn, in each width and theme that was asked for.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { launchBrowser } from "../../scripts/lib/browser.mjs";
import { openViewers } from "./browser.ts";
import { samples } from "./samples/index.ts";
import { looks } from "./themes.ts";

const { widths, themes, only, folder } = JSON.parse(process.argv[2]) as {
  widths: number[];
  themes: (keyof typeof looks)[];
  only: string;
  folder: string;
};

const wanted = (await samples()).filter(({ name }) => name.includes(only));
await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
for (const width of widths)
  for (const theme of themes) {
    const { page, close } = await openViewers(browser, { width, theme: looks[theme], deviceScaleFactor: 2 });
    for (const { name, mime, saved } of wanted) {
      await page.evaluate(
        (shown) => window.viewers.show(shown, 200),
        [{ id: "output", mime, text: JSON.stringify(saved[mime]) }],
      );
      const file = `${name} ${width} ${theme}.png`.replaceAll(/[ ,]+/g, "-");
      await page.locator("main").screenshot({ path: path.join(folder, file) });
      await page.evaluate(() => window.viewers.clear());
    }
    await close();
  }
await browser.close();
console.log(wanted.length * widths.length * themes.length);
