/** Something drawn when it is stale: at most once a display frame, and not while it is out of sight. */
export interface Painter {
  /** Marks the picture as stale. */
  request(): void;
  /** Draws at once, whether in sight or not: an output must stand before its renderer returns. */
  now(): void;
  dispose(): void;
}

/**
 * Calls `draw` when asked for, when the element comes into sight and when its size changes. `draw` gets the
 * milliseconds since the last frame (0 after a pause) and returns whether it wants the next frame too.
 */
export function painter(element: Element, draw: (elapsed: number) => boolean): Painter {
  let visible = true;
  let stale = false;
  let handle = 0;
  let last: number | null = null;

  const paint = (time: number): void => {
    handle = 0;
    stale = false;
    const elapsed = last === null ? 0 : Math.min(time - last, 250);
    last = time;
    if (draw(elapsed)) request();
    else last = null;
  };
  const request = (): void => {
    stale = true;
    if (visible && handle === 0) handle = requestAnimationFrame(paint);
  };

  const sight = new IntersectionObserver((entries) => {
    visible = entries.at(-1)?.isIntersecting ?? true;
    if (visible && stale) request();
    if (!visible) last = null;
  });
  const size = new ResizeObserver(request);
  sight.observe(element);
  size.observe(element);

  return {
    request,
    now: () => void draw(0),
    dispose() {
      sight.disconnect();
      size.disconnect();
      cancelAnimationFrame(handle);
    },
  };
}
