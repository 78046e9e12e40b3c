/** A page that draws at all shall not wait for longer than this, in milliseconds. */
const stretch = 24;

/** Lets the page draw and hear in between: `await` it in a loop, and it returns at once until it is time. */
export function slices(signal: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    signal.throwIfAborted();
    if (performance.now() - since < stretch) return;
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    since = performance.now();
  };
}
