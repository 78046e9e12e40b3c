import { popover } from "../../controls/popover.ts";
import { textButton } from "../../controls/toolkit.ts";
import { h } from "../../dom/element.ts";
import { notice } from "../../notice.ts";
import { whole } from "../../text/number.ts";
import { gif, strip, webp, type Film, type Making } from "./files.ts";

/** What the menu offers besides its files. */
export interface Exports {
  /** The trajectory as it is now; null where a kind of it cannot be drawn out of sight. `end` clears that away. */
  readonly film: () => (Film & { readonly end: () => void }) | null;
  /** Whether there are pictures of the shown frame, and whether others can be drawn out of sight. */
  readonly drawn: () => boolean;
  readonly moving: () => boolean;
  readonly frame: () => void;
  readonly page: () => void;
  readonly save: (file: Blob, type: string) => Promise<void>;
  /** There is something else to be said in the viewer's first line. */
  readonly changed: () => void;
}

const makers = { png: strip, gif, webp } as const;
type Type = keyof typeof makers;
const names: Record<Type, string> = { png: "strip", gif: "GIF", webp: "WebP" };

/** The save button with what can be saved, and the line that says how far a long one is. */
export function exportMenu({ film, drawn, moving, frame, page, save, changed }: Exports) {
  let line: HTMLElement | null = null;
  let running: AbortController | null = null;

  const item = (words: string, clicked: () => void): HTMLButtonElement => {
    const element = h("button", { class: "nb-menu-item", type: "button" }, words);
    element.addEventListener("click", () => {
      menu.close();
      clicked();
    });
    return element;
  };
  const still = item("This frame (PNG)", frame);
  const films = (["png", "gif", "webp"] as const).map((type) =>
    item(
      { png: "Strip of frames (PNG)", gif: "Animation (GIF)", webp: "Animation (WebP)" }[type],
      () => void make(type),
    ),
  );
  const panel = h("div", { class: "nb-take" }, still, ...films, item("Page with this viewer (HTML)", page));
  const menu = popover({ name: "save", label: "Save", words: null }, panel, () => {
    still.disabled = !drawn();
    for (const each of films) each.disabled = running !== null || !moving();
  });

  function say(next: HTMLElement | null): void {
    line = next;
    changed();
  }

  async function make(type: Type): Promise<void> {
    const shown = film();
    if (!shown) return;
    const control = new AbortController();
    running = control;
    const words = h("span", { class: "nb-2 nb-cut" });
    const cancel = textButton("Cancel", () => control.abort());
    say(progressLine(names[type], words, cancel.element));
    const making: Making = {
      signal: control.signal,
      progress: (done, all) => (words.textContent = `frame ${whole(done)} of ${whole(all)}`),
    };
    try {
      await save(await makers[type](shown, making), type);
      say(null);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      const away = textButton("Close", () => say(null));
      const finding = `The ${names[type]} was not made.`;
      say(control.signal.aborted ? null : notice({ tone: "error", finding, detail }, away.element));
    } finally {
      shown.end();
      running = null;
    }
  }

  return {
    element: menu.element,
    /** Takes the place of the viewer's own line; null where there is nothing to say. */
    line: () => line,
    dispose: () => running?.abort(),
  };
}

function progressLine(name: string, words: HTMLElement, cancel: HTMLElement): HTMLElement {
  const line = notice({ tone: "info", finding: `Making the ${name}`, detail: "" }, cancel);
  line.children[2].replaceWith(words);
  return line;
}
