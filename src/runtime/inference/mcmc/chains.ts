import { expectInteger } from "../../core/shape.ts";
import { signalFor, turn } from "../../core/turn.ts";
import { workBar } from "../../display/work-bar.ts";
import { stream, type Stream } from "../../random/index.ts";
import { undisturbed } from "../vars/compiled/index.ts";
import type { Info, State, Tuning } from "./kernel.ts";
import { runOf, type Run } from "./run.ts";
import type { Sampler } from "./sampler.ts";
import { startOf, type Start } from "./start.ts";

export interface ChainsOptions {
  /** 4 unless given: fewer cannot show that they agree. */
  chains?: number;
  /** Steps whose draws are thrown away, and which find the kernel's settings; 1000 unless given. */
  warmup?: number;
  /** Keeps every so manieth draw; 1 unless given. */
  thin?: number;
  /** Each chain has a stream of its own, so that its draws do not depend on how many there are. */
  seed?: number;
  /** Where chains begin, in unconstrained space. */
  start?: Start;
  /** Stops the run. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
}

/** Chains that can go on: an interrupt loses nothing of what they have drawn. */
export interface RunningChains {
  /** Draws so many of each chain, after the warmup where that has not been; gives all draws so far. */
  draw(count: number): Promise<Run>;
  /** All draws so far, of as many of each chain as the slowest has. Throws a RangeError where there are none. */
  run(): Run;
}

interface Chain<S extends State> {
  stream: Stream;
  state: S;
  tuning: Tuning<S>;
  warmed: number;
  positions: Float64Array[];
  logDensities: number[];
  infos: Info[];
}

/** Milliseconds of steps between two turns of the event loop. */
const slice = 20;

/**
 * Begins chains of a sampler. They step in turn in one thread, under a progress bar. Throws a RangeError for options out of
 * range and where a chain finds no place to begin.
 */
export function startChains<S extends State>(
  sampler: Sampler<S>,
  options: ChainsOptions = {},
): RunningChains {
  const { chains: count = 4, warmup = 1000, thin = 1, seed = 0 } = options;
  expectInteger("chains", count, 1);
  expectInteger("warmup", warmup, 0);
  expectInteger("thin", thin, 1);
  const { target } = sampler;
  const chains = undisturbed(() =>
    Array.from({ length: count }, (_, i): Chain<S> => {
      const own = stream(seed).split(i);
      const state = startOf(sampler, own.split("start"), i, options.start);
      const tuning = sampler.tune(own, state, warmup);
      return { stream: own, state, tuning, warmed: 0, positions: [], logDensities: [], infos: [] };
    }),
  );
  const seconds = { warmup: 0, draws: 0 };

  const stepOf = (chain: Chain<S>): Info => {
    const [state, info] = chain.tuning.kernel().step(chain.stream, chain.state);
    chain.state = state;
    return info;
  };
  const warm = (chain: Chain<S>): void => {
    const info = stepOf(chain);
    chain.tuning.learn(chain.stream, chain.state, info);
    chain.warmed++;
  };
  const draw = (chain: Chain<S>): void => {
    let info = stepOf(chain);
    for (let i = 1; i < thin; i++) info = stepOf(chain);
    chain.positions.push(chain.state.position);
    chain.logDensities.push(chain.state.logDensity);
    chain.infos.push(info);
  };

  return {
    async draw(more) {
      expectInteger("draws", more, 1);
      const signal = signalFor(options.signal);
      const goal = Math.max(...chains.map(({ positions }) => positions.length)) + more;
      const left = chains.reduce((sum, chain) => sum + warmup - chain.warmed + goal - chain.positions.length, 0); // prettier-ignore
      const bar = workBar(left, sampler.name);
      let divergences = 0;
      let turned = performance.now();
      /** Steps, until others are to have their turn. */
      function* steps(): Generator<undefined> {
        for (const phase of ["warmup", "draws"] as const) {
          const unfinished = (chain: Chain<S>) =>
            phase === "warmup" ? chain.warmed < warmup : chain.positions.length < goal;
          for (let busy = chains.filter(unfinished); busy.length > 0; busy = busy.filter(unfinished)) {
            const from = performance.now();
            for (const chain of busy) {
              if (phase === "warmup") warm(chain);
              else {
                draw(chain);
                divergences += chain.infos[chain.infos.length - 1].divergent || 0;
              }
            }
            const now = performance.now();
            seconds[phase] += (now - from) / 1000;
            bar.step(busy.length, phase === "warmup" ? "warming up" : divergences ? `${divergences} diverged` : ""); // prettier-ignore
            if (now - turned > slice) {
              yield;
              turned = performance.now();
            }
          }
        }
      }
      const walk = steps();
      try {
        while (!undisturbed(() => walk.next()).done) await turn(signal);
      } finally {
        bar.end();
      }
      return this.run();
    },

    run() {
      const draws = Math.min(...chains.map(({ positions }) => positions.length));
      if (draws === 0) throw new RangeError("These chains have drawn nothing yet");
      const kept = chains.map(({ positions }) => positions.slice(0, draws));
      const names = Object.keys(chains[0].infos[0]);
      return runOf({
        target,
        sampler: sampler.name,
        names: target.names,
        chains: count,
        draws,
        values: undisturbed(() =>
          joined(kept.flatMap((each) => each.map((position) => target.constrain(position)))),
        ),
        positions: joined(kept.flat()),
        logDensities: Float64Array.from(chains.flatMap(({ logDensities }) => logDensities.slice(0, draws))),
        stats: Object.fromEntries(
          names.map((name) => [
            name,
            Float64Array.from(chains.flatMap(({ infos }) => infos.slice(0, draws).map((info) => info[name]))),
          ]),
        ),
        seconds: { ...seconds },
        maxDepth: sampler.maxDepth,
      });
    },
  };
}

function joined(rows: readonly Float64Array[]): Float64Array {
  const { length } = rows[0];
  const all = new Float64Array(rows.length * length);
  rows.forEach((row, i) => all.set(row, i * length));
  return all;
}

/** Runs chains of a sampler to the end. Use `startChains` for chains that go on, and keep their draws at an interrupt. */
export const mcmc = <S extends State>(
  sampler: Sampler<S>,
  { draws = 1000, ...options }: ChainsOptions & { draws?: number } = {},
): Promise<Run> => startChains(sampler, options).draw(draws);
