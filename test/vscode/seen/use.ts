// Uses the controls of an output one after the other, as a person would who wonders what they do.
import { setTimeout as sleep } from "node:timers/promises";
import type { ElementHandle, Locator } from "playwright-core";
import { nextFrame } from "./next-frame.ts";

const controls =
  'button, input, vscode-button, vscode-dropdown, [role="slider"], canvas[tabindex="0"], svg[tabindex="0"], [role="group"][tabindex="0"]';

/** What acts outside of the output: other tests look there. */
const elsewhere = /panel beside|Run cell again|^Copy|^Save/;
/** What shows nothing but its own state at once. */
const ownState = /^(Speed|Loop)/;

/** Some keys do nothing where a control stands: of these, one does something. */
const keys = {
  slider: ["Home", "End"],
  choice: ["ArrowDown", "ArrowUp"],
  picture: ["ArrowRight", "ArrowDown", "PageDown"],
} as const;

/** In which an output that asks nobody answers (ms). */
const patience = 600;
/** In which a few frames that are played slowly move (ms). */
const patienceWithPlay = 2500;

type Kind = "button" | "choice" | "input" | "menu" | "picture" | "slider" | "tab";

interface Control {
  readonly name: string;
  readonly kind: Kind;
  /** In a panel that a menu opens. */
  readonly inMenu: boolean;
  /** Among all that match. */
  readonly at: number;
}

/** The controls that can be used now; those that are chosen already are not among them. */
const usable = (output: Locator): Promise<Control[]> =>
  output.locator(controls).evaluateAll((elements) =>
    elements.flatMap((element, at) => {
      const is = (selector: string): boolean => element.matches(selector);
      const grouped = element.closest('[role="group"], [role="tablist"]') !== null;
      const off =
        is(":disabled, [disabled], [aria-disabled='true'], .active, [aria-selected='true']") ||
        (grouped && is("[aria-pressed='true']")) ||
        !element.checkVisibility() ||
        // of a control that is in the list itself
        element.getRootNode() instanceof ShadowRoot;
      if (off) return [];
      const kind: Kind = is("[aria-expanded]:not(vscode-dropdown)") ? "menu"
        : is("[role='slider']") ? "slider"
        : is("[role='tab']") ? "tab"
        : is("vscode-dropdown") ? "choice"
        : is("input:not([type='checkbox'])") ? "input"
        : is("canvas, svg, [role='group']") ? "picture"
        : "button"; // prettier-ignore
      const label = element.getAttribute("aria-label") ?? element.closest("label")?.textContent ?? element.textContent; // prettier-ignore
      // A picture says what is under its mark, and a column's head how it is sorted.
      const name = label.replace(/[;▲▼].*/, "").trim();
      return [{ name, kind, inMenu: element.closest(".nb-popover") !== null, at }];
    }),
  );

type Handle = ElementHandle<HTMLElement | SVGElement>;

/** What an output shows, beside one of its controls where one is given: words, pictures, drawings, and what stands in its boxes. */
const shownBeside = (output: Locator, control: Handle | null): Promise<string> =>
  output.evaluate((root, own) => {
    const told = ["aria-valuetext", "aria-pressed", "aria-sort", "aria-selected"];
    const parts: unknown[] = [];
    const add = (node: Node): void => {
      if (node === own) return;
      if (node instanceof Text && node.parentElement?.checkVisibility()) parts.push(node.data);
      if (node instanceof HTMLCanvasElement && node.width > 0) parts.push(node.toDataURL());
      if (node instanceof HTMLInputElement) parts.push(node.value, node.checked);
      if (node instanceof HTMLElement)
        parts.push(node.hidden, node.clientWidth, node.clientHeight, ...told.map((name) => node.getAttribute(name))); // prettier-ignore
      if (node instanceof SVGElement) parts.push(...[...node.attributes].map(({ value }) => value));
      node.childNodes.forEach(add);
    };
    add(root);
    return parts.join("|");
  }, control);

/** A control's own state: whether it is pressed, and what is chosen in it. */
const stateOf = (control: Handle): Promise<string> =>
  control.evaluate(
    (element) => `${element.getAttribute("aria-pressed")} ${(element as HTMLInputElement).value}`,
  );

async function changes(
  state: () => Promise<string>,
  act: () => Promise<void>,
  within = patience,
): Promise<boolean> {
  const before = await state();
  await act();
  const end = performance.now() + within;
  while ((await state()) === before) {
    if (performance.now() > end) return false;
    await sleep(20);
  }
  return true;
}

/** Something else for a box that holds this: an index, a number, or what is none. */
function another(text: string): string {
  const number = Number(text.replace("\u2212", "-"));
  if (Number.isNaN(number)) return `${text}?`;
  if (!Number.isInteger(number)) return String(number / 2);
  // A width is made one of whole pixels.
  return String(number === 0 ? 1 : number > 20 ? 2 * number : number - 1);
}

/** Whether a control does something. */
async function acts(output: Locator, { kind, name, at }: Control): Promise<boolean> {
  const control = await output.locator(controls).nth(at).elementHandle(); // it was found there
  // What a picture does is to be seen in it.
  const beside = kind === "picture" ? null : control;
  const state = () => (ownState.test(name) ? stateOf(control) : shownBeside(output, beside));
  if (kind === "slider" || kind === "choice" || kind === "picture") {
    for (const key of keys[kind]) if (await changes(state, () => control.press(key))) return true;
    return false;
  }
  if (kind === "input") {
    const text = await control.inputValue();
    const enter = async (value: string): Promise<void> => {
      await control.fill(value);
      await control.press("Enter");
    };
    const done = await changes(state, () => enter(another(text)));
    await enter(text);
    return done;
  }
  const plays = /^Play/.test(name);
  const done = await changes(
    state,
    () => control.click({ timeout: 5000 }),
    plays ? patienceWithPlay : patience,
  );
  // What plays would have everything else change as well.
  const pause = output.getByRole("button", { name: /^Pause/ });
  if (plays && (await pause.isVisible())) await pause.click();
  return done;
}

/**
 * Uses all of an output's controls, those in its menus and behind its tabs too. Gives back which were used, and of these
 * which did nothing, also when they were used again after all others: there is no step forward from the end.
 */
export async function useControls(
  output: Locator,
  reveal: () => Promise<void>,
): Promise<{ used: string[]; idle: string[] }> {
  const used = new Set<string>();
  const idle = new Set<string>();
  const keyOf = ({ kind, name }: Control): string => `${kind} "${name}"`;
  let menu: Handle | null = null;

  async function use(control: Control): Promise<void> {
    await reveal();
    if (menu && !control.inMenu) {
      // It may lie over what is to be reached.
      await menu.press("Escape");
      menu = null;
    }
    const key = keyOf(control);
    // Closing a menu, and coming with the pointer, may have had it made anew.
    const now = (await usable(output)).find((each) => keyOf(each) === key) ?? control;
    const handle = await output.locator(controls).nth(now.at).elementHandle();
    const did = await acts(output, now).catch((error: unknown) => {
      throw new Error(`${key} cannot be used: ${String(error)}`);
    });
    if (did) idle.delete(key);
    else idle.add(key);
    if (control.kind === "menu") menu = handle;
  }
  const left = async (): Promise<Control | undefined> => {
    await nextFrame(output);
    const now = (await usable(output)).filter((each) => !elsewhere.test(each.name) && !used.has(keyOf(each)));
    // Another tab takes away what is not used yet.
    return now.find(({ kind }) => kind !== "tab") ?? now[0];
  };

  for (let control = await left(); control; control = await left()) {
    used.add(keyOf(control));
    await use(control);
  }
  for (const control of await usable(output)) {
    if (!idle.has(keyOf(control))) continue;
    // What goes back has somewhere to come from.
    const closer = output.getByRole("button", { name: /^Zoom in/ });
    if (await closer.isVisible()) await closer.click();
    await use(control);
  }
  return { used: [...used], idle: [...idle] };
}
