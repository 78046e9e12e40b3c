import type { Locator } from "playwright-core";

/** What a control asked for is drawn with the next frame: until then what stands there is what is about to go. */
export const nextFrame = (output: Locator): Promise<void> =>
  output.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
