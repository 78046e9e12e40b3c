import assert from "node:assert/strict";
import test, { after } from "node:test";
import { launchBrowser } from "../../scripts/lib/browser.mjs";
import { damagedTexts, dice } from "./damage.ts";
import { fuzz, type Trial } from "./fuzz.ts";
import { samples } from "./samples/index.ts";

const browser = await launchBrowser();
after(() => browser.close());

const all = await samples();
/** Damaged forms of each mime type; and whether ugly ones count as faults as well as harmful ones. */
const count = Number(process.env["NOISEBOOK_DAMAGED"] ?? 40);
const looks = process.env["NOISEBOOK_LOOKS"] === "1";
const seed = Number(process.env["NOISEBOOK_SEED"] ?? 1);
const parts = 5;
const quiet = { chunks: [], open: false };

for (const mime of new Set(all.map((sample) => sample.mime))) {
  const own = all.filter((sample) => sample.mime === mime);
  const valid = own.flatMap(({ saved, first }) => [saved[mime], first[mime]]);
  const texts = valid.map((payload) => JSON.stringify(payload));

  test(`${mime}: valid outputs are drawn`, async () => {
    const trials = texts.map((text, i): Trial => ({ states: [text], what: `form ${i}`, ...quiet }));
    assert.deepEqual(await fuzz(browser, mime, trials, { drawn: true, looks: true }), []);
  });

  const damaged = damagedTexts(valid, count, seed);
  // In parts: a test that takes minutes is cut off.
  for (let part = 0; part < parts; part++)
    test(`${mime}: damaged outputs are drawn or refused and run nothing, ${part + 1} of ${parts}`, async () => {
      const own = damaged.slice((count / parts) * part, (count / parts) * (part + 1));
      const trials = own.map(({ text, what }): Trial => ({ states: [text], what, ...quiet }));
      assert.deepEqual(await fuzz(browser, mime, trials, { looks }), []);
    });

  test(`${mime}: an output that an update damages is itself again after the next`, async () => {
    const trials = damagedTexts(valid, count / 10, seed + 1).map(({ text, what }, i): Trial => {
      const [before, after] = [texts[i % texts.length], texts[(i + 1) % texts.length]];
      return { states: [before, text, after], what, ...quiet };
    });
    assert.deepEqual(await fuzz(browser, mime, trials, { drawn: true }), []);
  });

  const streams = own.filter(({ chunks }) => chunks.length > 0);
  if (streams.length === 0) continue;
  test(`${mime}: a damaged chunk of a stream leaves what had arrived`, async () => {
    const roll = dice(seed + 2);
    const each = Math.ceil(count / 10 / streams.length);
    const trials = streams.flatMap(({ first, chunks }, which) =>
      damagedTexts(chunks, each, seed + 3 + which).map(({ text, what }): Trial => {
        const carried = chunks.slice(0, 4).map((chunk) => JSON.stringify(chunk));
        const states = [JSON.stringify(first[mime])];
        return { states, chunks: carried.toSpliced(roll(5), 0, text), open: roll(2) === 1, what };
      }),
    );
    assert.deepEqual(await fuzz(browser, mime, trials, { drawn: true }), []);
  });
}
