// The frame in which VS Code draws the outputs of a notebook.
import { setTimeout as sleep } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";
import { until } from "./until.ts";

/** In which a frame that stands says what it holds (ms). One that is being replaced, after a reload, may never answer. */
const patience = 2000;

const countIn = (found: Locator): Promise<number> =>
  // a frame that goes away while it is asked holds nothing
  Promise.race([found.count().catch(() => 0), sleep(patience, 0, { ref: false })]);

const inFrames = (page: Page, selector: string): Locator[] =>
  page
    .frames()
    .filter((frame) => frame !== page.mainFrame())
    .map((frame) => frame.locator(selector));

/** The first element in any output that matches now. */
export async function findInOutputs(page: Page, selector: string): Promise<Locator | undefined> {
  for (const found of inFrames(page, selector)) if ((await countIn(found)) > 0) return found.first();
  return undefined;
}

/** Every element in the outputs that matches now. */
export async function allInOutputs(page: Page, selector: string): Promise<Locator[]> {
  const all = inFrames(page, selector).map(async (found) =>
    Array.from({ length: await countIn(found) }, (_, k) => found.nth(k)),
  );
  return (await Promise.all(all)).flat();
}

/** The first element in the outputs on the screen that matches, once there is one. */
export async function inOutputs(page: Page, selector: string, timeout?: number): Promise<Locator> {
  let found: Locator | undefined;
  const look = async (): Promise<boolean> => (found = await findInOutputs(page, selector)) !== undefined;
  await until(look, `no output shows ${selector}`, timeout);
  return found!; // until() ends only when there is one
}

/** Waits for a text in the outputs and gives back the element around it. */
export const textInOutputs = (page: Page, text: string | RegExp, timeout?: number): Promise<Locator> =>
  inOutputs(page, `text=${text instanceof RegExp ? text.toString() : text}`, timeout);
