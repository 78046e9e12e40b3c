import { progress, type ProgressBar } from "../../../display/index.ts";

/** Files that are smaller are there before a bar could be seen. */
const worthABar = 1e6;

export interface LoadingBars {
  readonly show: (loading: {
    readonly file: string;
    readonly loaded: number;
    readonly total: number;
  }) => void;
  readonly end: () => void;
}

/** A bar, in millions of bytes, for each file that is being downloaded. */
export function loadingBars(): LoadingBars {
  const bars = new Map<string, { readonly bar: ProgressBar; shown: number }>();
  return {
    show: ({ file, loaded, total }) => {
      if (total < worthABar) return;
      const known = bars.get(file) ?? {
        bar: progress(Math.ceil(total / 1e6), { title: `${file}, MB` }),
        shown: 0,
      };
      bars.set(file, known);
      const done = Math.floor(loaded / 1e6);
      if (done > known.shown) known.bar.step(done - known.shown);
      known.shown = Math.max(known.shown, done);
    },
    end: () => bars.forEach(({ bar }) => bar.end()),
  };
}
