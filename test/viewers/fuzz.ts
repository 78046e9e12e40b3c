// Opens damaged outputs in the renderer and gathers what goes wrong.
import type { Browser } from "playwright-core";
import { openViewers, type ViewerPage } from "./browser.ts";

/** One trial: states of one output that follow each other, and what its stream carries. */
export interface Trial {
  readonly states: readonly string[];
  readonly chunks: readonly string[];
  readonly open: boolean;
  /** What was damaged, in words. */
  readonly what: string;
}

/** Outputs that stand in the page at the same time. */
const together = 20;
/** What is ugly and harms nobody: numbers that no one can draw, words that no one can fit. Of valid outputs it is a fault too. */
const ugly = /^it stands out by |^it is \d+ px tall|^the console says: Error: <\w+> attribute /;

/** What only a page that hangs takes (ms), however busy the machine is. */
const patience = 60_000;
/** How long to wait for what comes late of a trial that is looked at alone (ms). */
const closer = 300;

/** A page that hangs answers nothing: it is given up after the time. */
async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it hangs: no answer in ${patience / 1000} s`)), patience);
  });
  work.catch(() => undefined); // told when it is waited for, but not after it was given up
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function faultsOf(
  viewers: ViewerPage,
  mime: string,
  trials: readonly Trial[],
  { wait, drawn, looks }: { wait: number; drawn: boolean; looks: boolean },
): Promise<string[]> {
  const faults: string[] = [];
  const { page } = viewers;
  const lead = trials[0];
  await page.evaluate(([chunks, open]) => window.viewers.carry(chunks, open), [
    lead.chunks,
    lead.open,
  ] as const);
  const longest = Math.max(...trials.map(({ states }) => states.length));
  for (let state = 0; state < longest; state++) {
    const items = trials.flatMap(({ states }, i) =>
      state < states.length ? [{ id: `output-${i}`, mime, text: states[state] }] : [],
    );
    const found = await within(
      page.evaluate(([all, late]) => window.viewers.show(all, late), [items, wait] as const),
    );
    faults.push(...found.flatMap((fault) => fault ?? []));
  }
  const ids = trials.map((_, i) => `output-${i}`);
  const viewed = await within(page.evaluate((all) => window.viewers.drawn(all), ids));
  if (drawn && viewed.includes(false)) faults.push("its last state is not drawn but refused");
  faults.push(
    ...(await within(page.evaluate(() => window.viewers.clear()))).map((left) => `it left behind ${left}`),
  );
  const all = [...faults, ...viewers.complaints()];
  return looks ? all : all.filter((fault) => !ugly.test(fault));
}

/**
 * Runs all trials, whose last states must be `drawn` where it says so. Of those that go wrong the first few are told, each
 * by itself where it goes wrong alone.
 */
export async function fuzz(
  browser: Browser,
  mime: string,
  trials: readonly Trial[],
  { most = 5, drawn = false, looks = false }: { most?: number; drawn?: boolean; looks?: boolean } = {},
): Promise<string[]> {
  const told: string[] = [];
  let viewers = await openViewers(browser);
  const attempt = async (some: readonly Trial[], wait: number): Promise<string[]> => {
    try {
      return await faultsOf(viewers, mime, some, { wait, drawn, looks });
    } catch (error) {
      // Not waited for: a page that hangs does not close either.
      void viewers.close().catch(() => undefined);
      viewers = await openViewers(browser);
      return [error instanceof Error ? error.message : String(error)];
    }
  };
  for (let from = 0; from < trials.length && told.length < most; from += together) {
    const batch = trials.slice(from, from + together);
    // What streams carry is the same for all of a page at a time.
    const alike = batch.every(({ chunks }) => chunks.length === 0) ? [batch] : batch.map((trial) => [trial]);
    for (const some of alike) {
      const wrong = await attempt(some, 0);
      if (wrong.length === 0) continue;
      let alone = false;
      for (const trial of some.length > 1 ? some : []) {
        const own = await attempt([trial], closer);
        if (own.length === 0) continue;
        alone = true;
        told.push(describe(trial, own));
      }
      if (!alone)
        told.push(some.length === 1 ? describe(some[0], wrong) : `together, not alone: ${wrong.join("\n")}`);
    }
  }
  await viewers.close();
  return told;
}

const describe = ({ what }: Trial, wrong: string[]): string =>
  `${what}\n${[...new Set(wrong)].map((fault) => fault.slice(0, 800)).join("\n")}\n`;
