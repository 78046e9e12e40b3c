import type { TokenFrame, TokenTrajectory } from "../../../protocol/index.ts";
import { h, set } from "../../dom/element.ts";
import { filledAt, idsAt, openAt } from "./state.ts";
import { directionOf, endsLine, fontOf, visible } from "./words.ts";

/** Width of the box of a token that nothing is known of yet, and the least of any, in pixels. */
const [unknownWidth, leastWidth] = [24, 6];

interface Token {
  readonly element: HTMLElement;
  said: string;
}

/**
 * A sample's tokens as text. Each keeps the room of the widest that it ever is, and lines break where the last state's
 * do, so that nothing moves while time does.
 */
export function tokenText(pick: (position: number) => void) {
  const box = h("div", { class: "nb-text", role: "listbox", tabindex: 0, "aria-label": "tokens" });
  const id = `nb-token-${Math.random().toString(36).slice(2)}`;
  const ruler = document.createElement("canvas").getContext("2d");
  let tokens: Token[] = [];
  let widths: number[] = [];
  let measured = new Set<TokenFrame>();
  let laid: { frames: unknown; sample: number; length: number } | null = null;
  let breaks = "";
  let picked = 0;

  box.addEventListener("pointerdown", (event) => {
    const hit = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(".nb-token") : null;
    if (hit) pick(Number(hit.dataset["position"]));
  });
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const to = destination(event.key, picked, tokens, box.dir === "rtl");
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    pick(to);
    tokens[to]?.element.scrollIntoView({ block: "nearest" });
  });

  const widthOf = (text: string): number => Math.ceil(ruler?.measureText(text).width ?? 8 * text.length);

  function lay(trajectory: TokenTrajectory, sample: number, words: ReadonlyMap<number, string>): void {
    const { frames, length, mask, separator } = trajectory;
    if (laid?.frames === frames && laid.sample === sample && laid.length === length) return;
    if (
      laid?.sample !== sample ||
      laid.length !== length ||
      !frames.every((frame, k) => k >= measured.size || measured.has(frame))
    ) {
      widths = Array.from({ length }, () => 0);
      measured = new Set();
    }
    if (tokens.length !== length) {
      tokens = Array.from({ length }, (_, position) => ({
        element: h("span", {
          class: "nb-token",
          role: "option",
          id: `${id}-${position}`,
          "data-position": position,
        }),
        said: "",
      }));
      breaks = "none";
    }
    laid = { frames, sample, length };
    box.classList.toggle("joined", separator === "");
    if (ruler) ruler.font = fontOf(getComputedStyle(box));
    const padding = separator === "" ? 0 : 4;
    frames.forEach((frame, index) => {
      if (measured.has(frame)) return;
      measured.add(frame);
      idsAt(trajectory, index, sample).forEach((token, position) => {
        if (token !== mask)
          widths[position] = Math.max(
            widths[position],
            widthOf(visible(words.get(token) ?? "")) + padding,
            leastWidth,
          );
      });
    });
    tokens.forEach(({ element }, position) => {
      element.style.width = `${widths[position] || unknownWidth}px`;
    });
    const last = Array.from(idsAt(trajectory, frames.length - 1, sample), (token) => words.get(token) ?? "");
    box.dir = directionOf(last);
    const ends = last.map(endsLine);
    if (ends.join() === breaks) return;
    breaks = ends.join();
    box.replaceChildren(...tokens.flatMap(({ element }, k) => (ends[k] ? [element, h("br")] : [element])));
  }

  return {
    element: box,
    draw(
      trajectory: TokenTrajectory,
      index: number,
      at: { sample: number; position: number },
      words: ReadonlyMap<number, string>,
    ): void {
      lay(trajectory, at.sample, words);
      picked = at.position;
      set(box, { "aria-activedescendant": `${id}-${picked}` });
      const open = openAt(trajectory, index, at.sample);
      const filled = new Set(filledAt(trajectory, index, at.sample));
      idsAt(trajectory, index, at.sample).forEach((token, position) => {
        const masked = token === trajectory.mask;
        const text = masked ? "" : visible(words.get(token) ?? "");
        const state = masked ? "masked" : filled.has(position) ? "filled" : open[position] ? "open" : "";
        const shown = tokens[position];
        const said = `${state} ${position === picked} ${text}`;
        if (shown.said === said) return;
        shown.said = said;
        const spoken = state === "filled" ? ", filled this step" : state === "open" ? ", not yet final" : "";
        shown.element.textContent = text;
        set(shown.element, {
          class: `nb-token ${state}`,
          "aria-selected": String(position === picked),
          "aria-label": `position ${position}, ${masked ? "masked" : text}${spoken}`,
        });
      });
    },
  };
}

/** Where a key goes from a position; null where it is not ours. Up and down go to the nearest token of the next line. */
function destination(key: string, from: number, tokens: readonly Token[], mirrored: boolean): number | null {
  const last = tokens.length - 1;
  const within = (position: number): number => Math.min(Math.max(position, 0), last);
  const forward = mirrored ? "ArrowLeft" : "ArrowRight";
  if (key === forward) return within(from + 1);
  if (key === "ArrowLeft" || key === "ArrowRight") return within(from - 1);
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key !== "ArrowUp" && key !== "ArrowDown") return null;
  const down = key === "ArrowDown";
  const boxes = tokens.map(({ element }) => ({
    y: element.offsetTop,
    x: element.offsetLeft + element.offsetWidth / 2,
  }));
  const here = boxes[from];
  const beyond = boxes.filter(({ y }) => (down ? y > here.y + 4 : y < here.y - 4)).map(({ y }) => y);
  if (beyond.length === 0) return from;
  const line = down ? Math.min(...beyond) : Math.max(...beyond);
  let best = from;
  let distance = Infinity;
  boxes.forEach(({ x, y }, position) => {
    if (Math.abs(y - line) > 4 || Math.abs(x - here.x) >= distance) return;
    [best, distance] = [position, Math.abs(x - here.x)];
  });
  return best;
}
