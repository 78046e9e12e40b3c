import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { gather, tensor, tensor1d, tidy, type Tensor } from "../../core/tf.ts";
import { expectOptions } from "../../core/options.ts";
import { expectInteger, shapeText } from "../../core/shape.ts";
import { isAbort, signalFor, turn } from "../../core/turn.ts";
import { sampleKind } from "../../display/sample-kind.ts";
import { count } from "../../display/text.ts";
import { noise, stream } from "../../random/index.ts";
import type { Frame } from "../../samplers/index.ts";
import { batches } from "../../training/batches.ts";
import { monitor } from "../../training/monitor.ts";
import { takeSamples } from "../../training/take-samples.ts";
import { descent } from "./descent.ts";
import type { Gan } from "./gan.ts";

export interface GanTraining {
  /** Examples along the first axis; stays yours. */
  data: Tensor;
  /** Examples in a batch; 128 unless given. */
  batch?: number;
  /** Steps of the generator; 1000 unless given. */
  steps?: number;
  /** Seconds after which it ends, whatever steps are left, pauses left out; none unless given. */
  seconds?: number;
  /** Steps of the critic before each of them; 5 of "wganGp" and 1 of others unless given. */
  criticSteps?: number;
  /** Adam's step sizes; 1e-3 unless given. */
  learningRate?: number | { generator: number; critic: number };
  /** Adam's decays; 0.5 and 0.9 unless given, which forget the other player's past sooner than usual ones. */
  betas?: { first: number; second: number };
  /** Seed of batches and noise. */
  seed?: number;
  /** Steps between two looks at samples; a fifth of all unless given. */
  sampleEvery?: number;
  /** Called after every step of the generator, counted from 1, and waited for. */
  onStep?: (step: number) => Promise<void> | void;
  /** What the run is called; the GAN's title unless given. */
  title?: string;
  /** Stops the run. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
}

/** All of them: one that is missing here does not compile. */
const known: Record<keyof GanTraining, true> = {
  data: true,
  batch: true,
  steps: true,
  seconds: true,
  criticSteps: true,
  learningRate: true,
  betas: true,
  seed: true,
  sampleEvery: true,
  onStep: true,
  title: true,
  signal: true,
};

/** A training run that has ended. */
export interface GanFit {
  /** Loss of the critic, in its last step before each of the generator, and of the generator. */
  readonly criticLosses: Float32Array;
  readonly generatorLosses: Float32Array;
  /** Seconds it took, pauses left out. */
  readonly seconds: number;
  /** Nothing: as a cell's last value it stands below the monitor that has shown it. */
  [displaySymbol](): MimeBundle;
}

type Players = Omit<Gan, "train">;

/** See `Gan.train`. An interrupt, a signal or a loss that is not finite ends it with an error; weights keep what was learned. */
export async function train(players: Players, options: GanTraining): Promise<GanFit> {
  expectOptions("train", options, Object.keys(known));
  const { data, batch = 128, steps = 1000, seconds = Infinity, seed = 0 } = options;
  const { criticSteps = players.objective.criticSteps, learningRate = 1e-3 } = options;
  const { betas = { first: 0.5, second: 0.9 }, sampleEvery = Math.ceil(steps / 5) } = options;
  for (const [name, value] of Object.entries({ batch, steps, criticSteps, sampleEvery }))
    expectInteger(name, value, 1);
  if (!(seconds > 0)) throw new RangeError(`seconds must be more than 0, not ${seconds}`);
  const rates =
    typeof learningRate === "number" ? { generator: learningRate, critic: learningRate } : learningRate;
  for (const [who, rate] of Object.entries(rates))
    if (!(rate > 0)) throw new RangeError(`learningRate of the ${who} must be more than 0, not ${rate}`);
  for (const [name, beta] of Object.entries(betas))
    if (!(beta >= 0 && beta < 1))
      throw new RangeError(`betas.${name} is at least 0 and below 1, not ${beta}`);
  if (data.rank < 2 || shapeText(data.shape.slice(1)) !== shapeText(players.shape) || data.shape[0] < 1)
    throw new RangeError(
      `This GAN is of examples [batch, ${players.shape.join(", ")}], and the data is ${shapeText(data.shape)}`,
    );

  const signal = signalFor(options.signal);
  const random = stream(seed);
  const order = batches(data.shape[0], batch, random.split("batches"));
  const [latents, places] = [random.split("latents"), random.split("places")];
  const critic = descent("critic", players.criticWeights, betas);
  const generator = descent("generator", players.generatorWeights, betas);
  const kind = sampleKind(players.shape);
  const watch = monitor({
    title: options.title ?? players.title,
    options: [
      ["loss", "the critic's"],
      ["batch", count(batch)],
      ["critic steps", count(criticSteps)],
      [
        "learning rate",
        rates.generator === rates.critic ? `${rates.critic}` : `${rates.generator}, ${rates.critic}`,
      ],
      ["weights", count(Object.values(players.weights).reduce((sum, { size }) => sum + size, 0))],
      ["seed", String(seed)],
    ],
    steps,
    batch,
    examples: { points: "points", images: "images", none: "examples" }[kind ?? "none"],
  });
  const draw = (): Tensor => tensor(latents.normal(batch * players.latent), [batch, players.latent]);

  async function criticStep(): Promise<{ loss: number; norm: number }> {
    const [real, fake] = tidy(() => [
      gather(data, tensor1d(order.next().value, "int32")),
      players.generate(draw()),
    ]);
    try {
      return await critic.step(() => players.criticLoss(real, fake, places), rates.critic);
    } finally {
      real.dispose();
      fake.dispose();
    }
  }

  const generatorLosses: number[] = [];
  try {
    for (let step = 1; step <= steps; step++) {
      await watch.whilePaused(signal);
      let last = { loss: NaN, norm: NaN };
      for (let k = 0; k < criticSteps; k++) last = await criticStep();
      const { loss } = await generator.step(() => players.generatorLoss(draw()), rates.generator);
      generatorLosses.push(loss);
      watch.step(step, last.loss, last.norm, rates.critic);
      if (kind && (step % sampleEvery === 0 || step === steps))
        watch.samples(await takeSamples(step, looked(players, seed)));
      await options.onStep?.(step);
      await turn(signal);
      if (watch.elapsed() >= 1000 * seconds) break;
    }
    watch.end("finished");
  } catch (error) {
    const stopped = isAbort(error, signal);
    watch.end(
      stopped ? "stopped" : "failed",
      stopped || !(error instanceof Error) ? undefined : error.message,
    );
    throw error;
  } finally {
    critic.dispose();
    generator.dispose();
  }
  return {
    criticLosses: Float32Array.from(watch.history.loss),
    generatorLosses: Float32Array.from(generatorLosses),
    seconds: watch.elapsed() / 1000,
    [displaySymbol]: () => ({}),
  };
}

/** Examples of the same z every time, as the only frame of a sampler. */
async function* looked(players: Players, seed: number): AsyncGenerator<Frame> {
  const x = tidy(() => players.generate(noise([512, players.latent], { seed })));
  const whole = { step: 1, steps: 1, t: -1, alpha: 1, sigma: 0, nfe: 1, x0: null, eps: null };
  yield await Promise.resolve({ ...whole, x });
}
