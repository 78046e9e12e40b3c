// Which controls of an output the keyboard reaches, and whether they show that they have the focus.

const controls =
  'button, input, select, textarea, a[href], vscode-button, vscode-dropdown, [role="slider"], [role="tab"], [role="radio"], [role="button"], [role="checkbox"], [role="switch"], [role="option"], [role="gridcell"][tabindex]';
/** Of these only one takes part in the order of the Tab key; arrow keys lead to the others. */
const groups = '[role="tablist"], [role="radiogroup"], [role="listbox"], [role="grid"], [role="menu"], [role="toolbar"], vscode-dropdown'; // prettier-ignore

const reached = new Set<EventTarget>();
const unseen = new Set<string>();

const deepActive = (): Element | null => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};

const nameOf = (element: Element): string =>
  `${element.tagName.toLowerCase()} ${element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 40)}`;

/** What an element and those in and around it look like where they could show the focus. */
function look(element: Element): string {
  const root = element.getRootNode();
  const host = root instanceof ShadowRoot ? root.host : null;
  const some = [element, host, element.parentElement, ...element.querySelectorAll("*")];
  return some
    .filter((each) => each !== null)
    .slice(0, 40)
    .map((each) => {
      const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(each);
      return [outline, boxShadow, borderColor, backgroundColor].join();
    })
    .join(";");
}

const isShown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });

export const keyboard = {
  begin(): void {
    reached.clear();
    unseen.clear();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  },
  isInside(): boolean {
    const active = deepActive();
    if (!active || active === document.body) return false;
    for (let at: Node | null = active; at; at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null))
      reached.add(at);
    const focused = look(active);
    const element = document.activeElement as HTMLElement; // it has the focus, so it can lose it
    element.blur();
    if (look(active) === focused) unseen.add(nameOf(active));
    element.focus({ preventScroll: true });
    return true;
  },
  missed(): string[] {
    const all = [...document.querySelectorAll("main [data-noisebook]")].flatMap((view) => [
      ...view.querySelectorAll(controls),
    ]);
    const missed = all
      .filter(isShown)
      .filter((element) => !element.matches(":disabled, [disabled]") && !reached.has(element))
      .filter((element) => {
        const group = element.closest(groups);
        return !group || !reached.has(group);
      });
    return [
      ...missed.map((each) => `not reached: ${nameOf(each)}`),
      ...[...unseen].map((name) => `focus not seen: ${name}`),
    ];
  },
};
