import { host } from "../core/host.ts";
import type { MimeBundle } from "../../protocol/host.ts";
import { expectInteger } from "../core/shape.ts";

export interface ProgressOptions {
  /** What is being done; stands before the bar. */
  title?: string;
  /** How many steps there are, for an iterable that does not know its length. */
  total?: number;
  /** Milliseconds before it appears: work that ends sooner shows none. 0 unless given. */
  delay?: number;
}

/** A bar that is moved by hand. */
export interface ProgressBar {
  /** Moves it by `steps`, 1 unless given; `note` stands behind it. */
  step(steps?: number, note?: string): void;
  /** Leaves it as it stands. */
  end(): void;
}

/**
 * A progress bar under the running cell: around anything that can be iterated, which it passes on unchanged, or moved
 * by hand where it is given a number of steps. Throws a RangeError for a total that is no whole number.
 *
 *     for (const file of progress(files, { title: "reading" })) …
 *     for await (const frame of progress(ddpm(…), { total: 1000 })) …
 *     const bar = progress(50); bar.step();
 */
export function progress(total: number, options?: ProgressOptions): ProgressBar;
export function progress<T>(items: AsyncIterable<T>, options?: ProgressOptions): AsyncGenerator<T>;
export function progress<T>(items: Iterable<T>, options?: ProgressOptions): Generator<T>;
export function progress<T>(
  items: number | Iterable<T> | AsyncIterable<T>,
  { title = "", total, delay = 0 }: ProgressOptions = {},
): ProgressBar | Generator<T> | AsyncGenerator<T> {
  if (typeof items === "number") return bar(title, items, delay);
  if (Symbol.asyncIterator in items) return overAsync(items, bar(title, total, delay));
  return over(items, bar(title, total ?? lengthOf(items), delay));
}

function* over<T>(items: Iterable<T>, shown: ProgressBar): Generator<T> {
  try {
    for (const item of items) {
      yield item;
      shown.step();
    }
  } finally {
    shown.end();
  }
}

async function* overAsync<T>(items: AsyncIterable<T>, shown: ProgressBar): AsyncGenerator<T> {
  try {
    for await (const item of items) {
      yield item;
      shown.step();
    }
  } finally {
    shown.end();
  }
}

function lengthOf(items: object): number | undefined {
  const length = "length" in items ? items.length : "size" in items ? items.size : undefined;
  return typeof length === "number" ? length : undefined;
}

/** Milliseconds between two drawings. */
const pace = 100;

function bar(title: string, total: number | undefined, delay: number): ProgressBar {
  if (total !== undefined) expectInteger("the number of steps", total, 0);
  const startedAt = performance.now();
  let done = 0;
  let note = "";
  let drawnAt = -Infinity;
  let id: string | null = null;
  const draw = (): void => {
    drawnAt = performance.now();
    const bundle = picture({ title, done, total, note, seconds: (drawnAt - startedAt) / 1000 });
    const shown = host();
    if (id !== null) shown?.update(id, bundle);
    else id = shown?.display(bundle) ?? null;
  };
  // A step may take longer than the delay, and the first drawing must not wait for its end.
  const waiting = delay > 0 ? setTimeout(draw, delay) : null;
  waiting?.unref();
  if (!waiting) draw();
  return {
    step(steps = 1, said = note) {
      done += steps;
      note = said;
      const now = performance.now();
      if (now - startedAt >= delay && now - drawnAt >= pace) draw();
    },
    end() {
      if (waiting) clearTimeout(waiting);
      if (id !== null || performance.now() - startedAt >= delay) draw();
    },
  };
}

interface State {
  title: string;
  done: number;
  total: number | undefined;
  note: string;
  seconds: number;
}

// Made once: each takes milliseconds.
const whole = new Intl.NumberFormat("en");
const rough = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** The bar as text and as HTML's own progress element. */
export function picture({ title, done, total, note, seconds }: State): MimeBundle {
  const rate = seconds > 0 ? done / seconds : 0;
  const count = whole.format(done) + (total === undefined ? "" : ` of ${whole.format(total)}`);
  const left =
    total !== undefined && rate > 0 && done < total ? `${duration((total - done) / rate)} left` : "";
  const words = [count, rate > 0 ? `${rough.format(rate)} a second` : "", left || duration(seconds), note];
  const text = words.filter((word) => word).join(", ");
  const width = 24;
  const full = total ? Math.min(width, Math.round((width * done) / total)) : 0;
  const drawn = total === undefined ? "" : `${"█".repeat(full)}${"░".repeat(width - full)} `;
  const value = total === undefined ? "" : ` value="${done}" max="${Math.max(total, 1)}"`;
  const escaped = escape(title ? `${title} ` : "");
  return {
    "text/plain": `${title ? `${title} ` : ""}${drawn}${text}`,
    "text/html": `${escaped}<progress${value}></progress> <span style="font-variant-numeric: tabular-nums">${escape(text)}</span>`,
  };
}

export const duration = (seconds: number): string =>
  seconds < 60
    ? `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`
    : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;

const escape = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
