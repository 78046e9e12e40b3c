import { elboMime, type Elbo as Payload } from "../../../protocol/elbo.ts";
import { packFloats } from "../../../protocol/floats.ts";
import type { MimeBundle } from "../../../protocol/host.ts";
import { sizeOf } from "../../core/shape.ts";
import { lossCurve } from "../../display/pictures/curve.ts";
import { sampleKind } from "../../display/sample-kind.ts";
import { count, decimal } from "../../display/text.ts";
import { isDiscrete, logSnrOf } from "../../schedules/index.ts";
import type { Elbo } from "./result.ts";

/** The bound for its viewer, as a picture of its terms, and as lines of text. */
export function elboBundle(bound: Elbo): MimeBundle {
  const { schedule, shape } = bound.about;
  const dims = sizeOf(shape);
  const steps = isDiscrete(schedule) ? schedule.steps : null;
  const terms = [...bound.terms].sort((a, b) => a.t - b.t);
  const pack = (value: (term: (typeof terms)[number]) => number) => packFloats(terms.map(value), "float32");
  // Papers count steps from 1.
  const shownT = (t: number): number => (steps === null ? t : t + 1);
  const payload: Payload = {
    version: 1,
    options: optionsOf(bound),
    dims,
    steps,
    nats: bound.nats,
    error: bound.error?.nats ?? null,
    decoder: bound.decoder.nats,
    prior: bound.prior,
    terms: {
      t: pack(({ t }) => shownT(t)),
      logSnr: pack(({ t }) => logSnrOf(schedule.level(t))),
      nats: pack(({ nats }) => nats),
      weights: pack(({ weight }) => weight),
    },
  };
  const bits = terms.map(({ nats }) => nats / dims / Math.LN2);
  return {
    [elboMime]: payload,
    "image/png": lossCurve(
      terms.map(({ t }) => shownT(t)),
      bits,
      bits,
    ),
    "text/plain": elboText(bound),
  };
}

function optionsOf({ about, examples, terms }: Elbo): [string, string][] {
  const { schedule, shape, variance, decoder, draws, drawn } = about;
  const kind = { points: "points", images: "images", none: "examples" }[sampleKind(shape) ?? "none"];
  const whole = isDiscrete(schedule) && !drawn;
  return [
    [kind, count(examples.nats.length)],
    ["t", whole ? `all ${count(schedule.steps)}` : `${count(terms.length)} drawn`],
    ...(variance === null ? [] : [["variance", variance] as [string, string]]),
    ["decoder", decoder],
    ["draws", count(draws)],
  ];
}

function elboText(bound: Elbo): string {
  const { bitsPerDim, nats, error, prior, decoder } = bound;
  const off = (of: number | undefined): string => (of === undefined ? "" : ` ± ${decimal(of)}`);
  const bits = `${decimal(bitsPerDim)}${off(error?.bitsPerDim)} bits/dim`;
  return [
    `Bound on the negative log-likelihood: ${bits}, ${decimal(nats)}${off(error?.nats)} nats`,
    `L_0 ${decimal(decoder.nats)}, between ${decimal(nats - prior - decoder.nats)}, L_T ${decimal(prior)} nats`,
    optionsOf(bound)
      .map(([name, value]) => `${name} ${value}`)
      .join(", "),
  ].join("\n");
}
