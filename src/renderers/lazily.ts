import type { Kind } from "./view.ts";

/** A kind whose view is a chunk of its own, loaded before the first output of it is opened: most pages have none. */
export function lazily<Payload>(
  read: Kind<Payload>["read"],
  load: () => Promise<Kind<Payload>["open"]>,
): Kind<Payload> {
  let open: Kind<Payload>["open"] | null = null;
  return {
    async prepare() {
      open ??= await load();
    },
    read,
    open(payload, host) {
      if (!open) throw new Error("an output is opened before its kind's prepare has resolved");
      return open(payload, host);
    },
  };
}
