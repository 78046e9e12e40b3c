import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { host } from "../../core/host.ts";
import { working } from "../../display/working.ts";

/** Something that is worked out step by step, under a notebook's cell. */
export interface Shown {
  step(): void;
  /** Puts the result in the place of the bar; as the cell's last value it then shows nothing more. */
  done<R extends { [displaySymbol](): MimeBundle }>(result: R): R;
}

/** A bar over so many steps. Without a notebook, or where it is not wanted, nothing is shown. */
export function shown(title: string, total: number, wanted = true): Shown {
  const bar = wanted && host() ? working(title, total) : null;
  return {
    step: () => bar?.step(),
    done(result) {
      if (!bar) return result;
      bar.done(result[displaySymbol]());
      return { ...result, [displaySymbol]: () => ({}) };
    },
  };
}
