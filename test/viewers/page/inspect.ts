// What must not be in an output, and what must.

const forbidden = "script, iframe, frame, object, embed, link, meta, base, form, portal";
/** Taller than this (px), an output is no output. */
const tallest = 4000;

const isScript = (value: string): boolean =>
  // eslint-disable-next-line no-control-regex -- browsers pass over them before the scheme and within it
  /^(javascript|vbscript|data:text\/html)/i.test(value.replace(/[\u0000-\u0020]/g, ""));

function scriptIn(element: Element): string[] {
  const found = element.matches(forbidden) ? [`an element ${element.outerHTML.slice(0, 200)}`] : [];
  for (const { name, value } of element.attributes) {
    if (name.startsWith("on")) found.push(`a handler ${name}="${value.slice(0, 100)}"`);
    if (/^(href|src|srcdoc|xlink:href|action|formaction)$/.test(name) && isScript(value))
      found.push(`a link to ${value.slice(0, 100)}`);
  }
  return found;
}

/** Every element or attribute that runs something, as soon as it is in the page. Sheets and chunks go into the head. */
export function watchForScript(): string[] {
  const found: string[] = [];
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes, type } of records) {
      if (type === "attributes" && target instanceof Element) found.push(...scriptIn(target));
      for (const node of addedNodes)
        if (node instanceof Element)
          for (const each of [node, ...node.querySelectorAll("*")]) found.push(...scriptIn(each));
    }
  });
  observer.observe(document.body, { childList: true, subtree: true, attributes: true });
  return found;
}

function isPainted(view: HTMLElement): boolean {
  if (view.innerText.trim().length > 0) return true;
  return [...view.querySelectorAll("canvas, svg, img")].some(
    (picture) => picture.getBoundingClientRect().height > 0,
  );
}

/** The first element that reaches beyond the view without being cut off, for whoever reads of it. */
function outermost(view: HTMLElement): string {
  const edge = view.getBoundingClientRect().right + 1;
  const isCut = (element: Element): boolean => {
    for (let at = element.parentElement; at && at !== view; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== "visible") return true;
    return false;
  };
  const out = [...view.querySelectorAll("*")].find(
    (each) => each.getBoundingClientRect().right > edge && !isCut(each),
  );
  return out ? `${out.tagName.toLowerCase()} .${out.getAttribute("class") ?? ""}` : "nothing that is seen";
}

/** What is wrong with an output that stands in this element. */
export function inspect(element: HTMLElement, width: number): string[] {
  const view = element.querySelector<HTMLElement>("[data-noisebook]");
  if (!view) return [`it is blank: ${element.outerHTML.slice(0, 200)}`];
  const wrong = [...element.querySelectorAll("*")].flatMap(scriptIn);
  const { height, right, left } = view.getBoundingClientRect();
  if (height < 16 || !isPainted(view)) wrong.push(`it is blank, ${height} px tall`);
  if (height > tallest) wrong.push(`it is ${Math.round(height)} px tall`);
  if (right - left > width + 17) wrong.push(`it is ${Math.round(right - left)} px wide in ${width}`);
  if (view.scrollWidth > view.clientWidth + 1)
    wrong.push(`it stands out by ${view.scrollWidth - view.clientWidth} px: ${outermost(view)}`);
  return wrong;
}
