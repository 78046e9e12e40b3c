// Runs in the browser: stands for VS Code's notebook page. It opens outputs in the built renderer, answers what they ask of
// the extension, and looks at what came of it.
import type { RendererContext } from "vscode-notebook-renderer";
import { inspect, watchForScript } from "./inspect.ts";
import { keyboard } from "./keyboard.ts";
import { payloadOf, watchPlay, type Played, type Run } from "./play.ts";

export interface Shown {
  readonly id: string;
  readonly mime: string;
  /** The payload as JSON. */
  readonly text: string;
}

/** What is wrong with an output; null where nothing is. */
export type Faults = (string | null)[];

interface Renderer {
  renderOutputItem(
    item: { id: string; mime: string; json: () => unknown },
    element: HTMLElement,
  ): void | Promise<void>;
  disposeOutputItem(id?: string): void;
}

interface RendererModule {
  readonly activate: (context: RendererContext<void>) => Promise<Renderer>;
}

const errors: string[] = [];
addEventListener("error", ({ message, error }) =>
  errors.push(`an exception escaped: ${message} ${error instanceof Error ? (error.stack ?? "") : ""}`),
);
addEventListener("unhandledrejection", ({ reason }) =>
  errors.push(
    `a promise failed: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`,
  ),
);

/** What streams carry; chunks as JSON. */
let chunks: readonly string[] = [];
let stays: boolean = false;
let hear: ((event: unknown) => void) | null = null;

/** Answers as the extension does: all that the stream has carried, and to a question whatever it carries. */
function answer(message: unknown): void {
  const { type, stream } = message as { type: string; stream: string }; // a renderer's request
  const parsed = chunks.map((chunk): unknown => JSON.parse(chunk));
  if (type === "subscribe")
    queueMicrotask(() => hear?.({ type: "replay", stream, chunks: parsed, open: stays }));
  if (type !== "request") return;
  const { id } = (message as { request: { id?: unknown } }).request;
  for (const chunk of parsed) {
    const carried = typeof chunk === "object" && chunk !== null && "id" in chunk ? { ...chunk, id } : chunk;
    queueMicrotask(() => hear?.({ type: "chunk", stream, chunk: carried }));
  }
}

const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);

async function settle(milliseconds: number): Promise<void> {
  await frame();
  await frame();
  if (milliseconds) await new Promise((resolve) => setTimeout(resolve, milliseconds));
  await new Promise((resolve) => setTimeout(resolve));
}

/** Waits for what says that it is still being drawn, as Plotly's figures do; not for ever. */
async function whileBusy(room: HTMLElement): Promise<void> {
  const given = performance.now() + 20_000;
  while (room.querySelector('[aria-busy="true"]') && performance.now() < given) await settle(20);
}

/** Loads the renderer, which takes so many milliseconds, and makes the room for outputs, so wide. */
async function start(width: number): Promise<number> {
  const began = performance.now();
  const address = "/renderers/index.js";
  const { activate } = (await import(address)) as RendererModule; // the bundle has no types
  const context = {
    postMessage: answer,
    onDidReceiveMessage: (listener: (event: unknown) => void) => {
      hear = listener;
      return { dispose: () => undefined };
    },
    workspace: { isTrusted: true },
    getState: () => undefined,
    setState: () => undefined,
    settings: { lineLimit: 30, outputScrolling: false, outputWordWrap: false, linkifyFilePaths: false, minimalError: false }, // prettier-ignore
    getRenderer: () => Promise.resolve(undefined),
  };
  const renderer = await activate(context);
  const loaded = performance.now() - began;
  const room = document.createElement("main");
  room.style.width = `${width}px`;
  document.body.append(room);
  const found = watchForScript();

  const elementOf = (id: string): HTMLElement => {
    const known = document.getElementById(id);
    if (known) return known;
    const element = document.createElement("div");
    element.id = id;
    room.append(element);
    return element;
  };

  async function render(item: Shown): Promise<number> {
    const began = performance.now();
    const { id, mime, text } = item;
    try {
      await renderer.renderOutputItem({ id, mime, json: () => JSON.parse(text) as unknown }, elementOf(id));
    } catch (error) {
      errors.push(`the renderer threw ${error instanceof Error ? (error.stack ?? "") : String(error)}`);
    }
    return performance.now() - began;
  }

  window.viewers = {
    /** Sets what streams carry from now on, and whether they stay open then. */
    carry(next, open) {
      chunks = next;
      stays = open;
    },

    /** Shows outputs, each as a new one or as the later state of the one with its id, and says what is wrong with each. */
    async show(items, wait = 0) {
      const times: number[] = [];
      for (const item of items) times.push(await render(item));
      await whileBusy(room);
      await settle(wait);
      const common = [...errors.splice(0), ...found.splice(0)];
      if ("__pwned" in window) common.push("a script of the payload ran");
      Reflect.deleteProperty(window, "__pwned");
      return items.map(({ id }, i) => {
        const own = inspect(elementOf(id), width);
        if (times[i] > 30_000) own.push(`it took ${Math.round(times[i])} ms`);
        return [...own, ...common].join("\n") || null;
      });
    },

    /** Whether each output is its viewer rather than the box that says what is wrong. */
    drawn: (ids) =>
      ids.map(
        (id) =>
          !elementOf(id).querySelector(
            '[data-noisebook="error"], [data-noisebook="figure"] .nb-notice.error, [aria-busy="true"]',
          ),
      ),

    /** How tall an output is (px) as it is opened, while its stream goes on, when it is replaced, and when its cell runs again. */
    async heights(mime, [first, saved], stream) {
      const id = "output";
      const height = (): number => Math.round(elementOf(id).getBoundingClientRect().height);
      const heights: Record<string, number> = {};
      chunks = [];
      stays = true;
      await render({ id, mime, text: first });
      heights["opened"] = height();
      await settle(300);
      heights["settled"] = height();
      const name = (JSON.parse(first) as { stream?: unknown }).stream;
      for (const [i, chunk] of stream.entries()) {
        hear?.({ type: "chunk", stream: name, chunk: JSON.parse(chunk) as unknown });
        await settle(0);
        heights[`chunk ${i}`] = height();
      }
      hear?.({ type: "closed", stream: name, known: true });
      await render({ id, mime, text: saved });
      heights["replaced"] = height();
      await settle(100);
      heights["replaced, settled"] = height();
      await render({ id, mime, text: saved });
      heights["run again"] = height();
      renderer.disposeOutputItem();
      room.replaceChildren();
      return heights;
    },

    /** Milliseconds until an output has been painted, of the first of its kind and of one more. */
    async paintTimes({ mime, text }) {
      const times: number[] = [];
      for (const id of ["first", "second"]) {
        const began = performance.now();
        await render({ id, mime, text });
        await frame();
        times.push(performance.now() - began);
      }
      renderer.disposeOutputItem();
      room.replaceChildren();
      return times;
    },

    async play(mime, run, milliseconds) {
      const { payload, asNumbers } = payloadOf(run);
      const text = JSON.stringify(payload);
      const opened = await render({ id: "playing", mime, text });
      const watched = await watchPlay(elementOf("playing"), milliseconds);
      renderer.disposeOutputItem();
      room.replaceChildren();
      return { ...watched, opened, packed: text.length, asNumbers };
    },

    /** Where everything in an output stands, and how it is written; but for what Plotly draws, which names it by chance. */
    layout(id) {
      const output = elementOf(id);
      const origin = output.getBoundingClientRect();
      const known = (element: Element): boolean =>
        element.checkVisibility() && !element.closest("clipPath") && !element.closest(".js-plotly-plot *");
      return [...output.querySelectorAll("*")].filter(known).map((element) => {
        const { x, y, width: wide, height: high } = element.getBoundingClientRect();
        const { position, display, color, backgroundColor, fontSize } = getComputedStyle(element);
        const place =
          wide + high > 0 ? [x - origin.x, y - origin.y, wide, high].map(Math.round) : ["nowhere"];
        const name = `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`;
        return `${name}: ${place.join(" ")} ${position} ${display} ${color} ${backgroundColor} ${fontSize}`;
      });
    },

    /** Changes with anything that an output shows. */
    fingerprint: () =>
      room.innerHTML + [...room.querySelectorAll("canvas")].map((canvas) => canvas.toDataURL()).join(),

    /** Takes all outputs away and says what they left behind. */
    async clear() {
      renderer.disposeOutputItem();
      room.replaceChildren();
      await settle(0);
      // Plotly keeps an element of its own, to measure texts in.
      const known = "main, script, #js-plotly-tester";
      const left = [...document.body.children].filter((child) => !child.matches(known));
      for (const child of left) child.remove();
      return left.map(({ outerHTML }) => outerHTML.slice(0, 200));
    },
  };
  return loaded;
}

declare global {
  interface Window {
    start(width: number): Promise<number>;
    keyboard: typeof keyboard;
    viewers: {
      carry(chunks: readonly string[], open: boolean): void;
      show(items: readonly Shown[], wait?: number): Promise<Faults>;
      drawn(ids: readonly string[]): boolean[];
      heights(
        mime: string,
        states: readonly string[],
        stream: readonly string[],
      ): Promise<Record<string, number>>;
      paintTimes(item: { mime: string; text: string }): Promise<number[]>;
      play(mime: string, run: Run, milliseconds: number): Promise<Played>;
      layout(id: string): string[];
      fingerprint(): string;
      clear(): Promise<string[]>;
    };
  }
}

window.start = start;
window.keyboard = keyboard;
