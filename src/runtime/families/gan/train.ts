import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { gather, tensor, tensor1d, tidy, type Tensor } from "../../core/tf.ts";
import { signalFor, turn } from "../../core/turn.ts";
import { sampleKind } from "../../display/sample-kind.ts";
import { count } from "../../display/text.ts";
import { noise, stream } from "../../random/index.ts";
import type { Frame } from "../../samplers/index.ts";
import { batches } from "../../training/batches.ts";
import { monitor, type Head } from "../../training/monitor.ts";
import { takeSamples } from "../../training/take-samples.ts";
import { descent } from "./descent.ts";
import type { Gan } from "./gan.ts";
import { chosenTraining, type GanTraining } from "./training.ts";

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

/** See `Gan.train`. The monitor's Stop button ends it with what was learned. An interrupt, a signal or a loss that is not finite ends it with an error; weights keep what was learned. */
export async function train(players: Players, options: GanTraining): Promise<GanFit> {
  const { data, batch, steps, seconds, criticSteps, rates, betas, sampleEvery, seed } = chosenTraining(
    players,
    options,
  );
  const signal = signalFor(options.signal);
  const random = stream(seed);
  const order = batches(data.shape[0], batch, random.split("batches"));
  const [latents, places] = [random.split("latents"), random.split("places")];
  const critic = descent("critic", players.criticWeights, betas);
  const generator = descent("generator", players.generatorWeights, betas);
  const kind = sampleKind(players.shape);
  const head: Head = {
    title: options.name ?? players.title,
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
  };
  const watch = monitor(head, { seconds });
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
      if (watch.isStopped()) break;
      let last = { loss: NaN, norm: NaN };
      for (let k = 0; k < criticSteps; k++) last = await criticStep();
      const { loss } = await generator.step(() => players.generatorLoss(draw()), rates.generator);
      generatorLosses.push(loss);
      watch.step(step, { loss: last.loss, gradNorm: last.norm, learningRate: rates.critic });
      if (kind && (step % sampleEvery === 0 || step === steps))
        watch.samples(await takeSamples(step, looked(players, seed), watch.isStopped));
      await options.onStep?.(step);
      await turn(signal);
      if (watch.elapsed() >= 1000 * seconds) break;
    }
    watch.finished();
  } catch (error) {
    watch.ended(error, signal);
    throw error;
  } finally {
    critic.dispose();
    generator.dispose();
  }
  return {
    criticLosses: Float32Array.from(watch.record().history.loss),
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
