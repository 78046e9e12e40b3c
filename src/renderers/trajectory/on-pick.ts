/** Has keys choose what is followed while an element has the focus: before the viewer takes them to move through time. */
export function onPick(element: HTMLElement, picked: (key: string) => boolean): void {
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !picked(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    // What was chosen may lead the focus to the slider; the next key is meant for this.
    element.focus({ preventScroll: true });
  });
}
