import { displaySymbol, type MimeBundle } from "../../protocol/host.ts";
import { logSnrOf } from "./level.ts";
import { schedulePicture } from "./picture.ts";
import type { NoiseSchedule } from "./noise-schedule.ts";

const short = (x: number): string => String(Number(x.toPrecision(4)));

/** What a schedule spreads into itself to be its curves and a few words, not its arrays, as a cell's last value. */
export const showsItself = {
  [displaySymbol](this: NoiseSchedule): MimeBundle {
    const [first, last] = this.range;
    const [start, end] = [this.level(first), this.level(last)];
    const fromTo = (name: string, from: number, to: number) => `${name} ${short(from)} to ${short(to)}`;
    const parts = [
      fromTo("t", first, last),
      fromTo("ln snr", logSnrOf(start), logSnrOf(end)),
      fromTo("alpha", start.alpha, end.alpha),
      fromTo("sigma", start.sigma, end.sigma),
    ];
    return { ...schedulePicture(this), "text/plain": `${this.name}: ${parts.join(", ")}` };
  },
};
