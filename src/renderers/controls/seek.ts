/** Has a slider follow the pointer from a press on: `sought` gets a fraction of its width, outside of [0, 1] beyond its ends. */
export function onSeek(element: HTMLElement, sought: (fraction: number) => void): void {
  const seek = (event: PointerEvent): void => {
    const box = element.getBoundingClientRect();
    if (box.width > 0) sought((event.clientX - box.left) / box.width);
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    element.focus({ preventScroll: true });
    seek(event);
  });
  element.addEventListener("pointermove", (event) => {
    if (element.hasPointerCapture(event.pointerId)) seek(event);
  });
}
