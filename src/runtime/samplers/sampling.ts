import { dispose } from "../core/tf.ts";
import { expectOptions } from "../core/options.ts";
import { shapeText } from "../core/shape.ts";
import { signalFor, turn } from "../core/turn.ts";
import type { Denoiser, Prediction } from "../diffusion/index.ts";
import { isDiscrete } from "../schedules/index.ts";
import { expectFinite } from "./expect-finite.ts";
import type { Chip, Frame, Sampling } from "./frame.ts";
import { asGraph } from "./as-graph.ts";
import { limiter, limitOptions, type Limits } from "./limits.ts";
import type { Known, Method, Step } from "./method.ts";
import { noiseFor, noiseOptions, type NoiseOptions } from "./noise-for.ts";
import { pathOf, pathOptions, type PathOptions, type Point } from "./path.ts";
import { predictor, tensorsOf } from "./predictor.ts";
import { raise } from "./raise.ts";
import { taken } from "./taken.ts";

/** What all samplers take; either `shape` or `x` is needed. */
export interface SamplingOptions extends PathOptions, Limits, NoiseOptions {
  /** Stops the run: the generator throws its reason. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
}

const common = [...pathOptions, ...limitOptions, ...noiseOptions, "signal"];

/** Makes a sampler of a method: the loop that all share. Options are checked at once, not at the first frame. */
export function sampling(denoiser: Denoiser, options: SamplingOptions, method: Method): Sampling {
  expectOptions(method.name, options, [...(method.takes ?? []), ...common]);
  const { schedule } = denoiser;
  const path = method.path ?? pathOf(schedule, options, method);
  const end = path[path.length - 1];
  const limit = limiter(options);
  const noise = noiseFor(options, method.name);
  const at = (logSnr: number): Point => {
    const t = schedule.timeAt(logSnr);
    return { t, ...schedule.level(t) };
  };

  async function* frames(): AsyncGenerator<Frame, void, undefined> {
    const signal = signalFor(options.signal);
    const model = predictor(denoiser, limit, method.keepsEps, path.length - 1);
    let here = path[0];
    let steps = path.length - 1;
    let index = 0;
    let x = noise.start(here);
    let known: Prediction | undefined;
    let states: readonly Known[] = []; // the newest first
    let owned = true;
    try {
      for (; here !== end; index++) {
        const raised = method.churn && raise(x, here, method.churn, steps, { at, draw: noise.draw });
        if (raised) {
          x.dispose();
          ({ x, here } = raised);
        }
        const from: Known = { ...here, x, ...(known ?? model.predict(x, here)) };
        states = [from, ...states];
        const { t, alpha, sigma } = here;
        yield { step: index, steps, t, alpha, sigma, nfe: model.calls(), x, x0: from.x0, eps: from.eps };

        const to = path[Math.min(index + 1, path.length - 1)];
        const step: Step = {
          from,
          to,
          index,
          path,
          past: states.slice(1),
          at,
          ask: model.ask,
          draw: noise.draw,
        };
        const { step: take } = method;
        if (typeof take === "function") {
          ({ x, known } = asGraph(schedule, `${method.name} ${shapeText(x.shape)}`, steps - index, () =>
            taken(take, step),
          ));
          here = to;
        } else {
          const found = await take.find({ ...step, turn: () => turn(signal) });
          ({ x, known, to: here } = found);
          steps = index + 1 + found.left;
        }
        const forgotten = states.slice(method.remembers ?? 0);
        states = states.slice(0, method.remembers ?? 0);
        dispose(forgotten.flatMap(tensorsOf));
        await expectFinite(x, method.name, index, t);
        await turn(signal);
      }
      owned = false;
      const { t, alpha, sigma } = end;
      yield { step: index, steps: index, t, alpha, sigma, nfe: model.calls(), x, x0: null, eps: null };
    } finally {
      dispose([...(owned ? [x] : []), ...(known ? tensorsOf(known) : []), ...states.flatMap(tensorsOf)]);
    }
  }

  return Object.assign(frames(), {
    about: {
      sampler: method.name,
      options: chipsOf(method, path, options),
      continuous: !isDiscrete(denoiser.schedule),
    },
  });
}

function chipsOf({ step, chips, draws }: Method, path: readonly Point[], options: SamplingOptions): Chip[] {
  const { noise, x, seed = 0, threshold } = options;
  return [
    ...(typeof step === "function" ? [["steps", String(path.length - 1)] as const] : []),
    ...chips,
    ...(threshold
      ? [["threshold", String(typeof threshold === "number" ? threshold : threshold.ratio)] as const]
      : []),
    ...(!noise && (draws || !x) ? [["seed", String(seed)] as const] : []),
  ];
}
