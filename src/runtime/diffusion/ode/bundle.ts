import type { MimeBundle } from "../../../protocol/host.ts";
import { count, decimal } from "../../display/text.ts";
import type { LogLikelihood } from "./log-likelihood.ts";

/** The likelihood as lines of text. */
export function likelihoodBundle({
  nats,
  bitsPerDim,
  error,
  examples,
  evaluations,
  about,
}: LogLikelihood): MimeBundle {
  const off = (one: number | undefined): string => (one === undefined ? "" : ` ± ${decimal(one)}`);
  const number = examples.logLikelihood.length;
  return {
    "text/plain": [
      `Negative log-likelihood: ${decimal(bitsPerDim)}${off(error?.bitsPerDim)} bits/dim, ${decimal(nats)}${off(error?.nats)} nats`,
      `${count(number)} ${number === 1 ? "example" : "examples"} of ${count(about.dims)} dimensions, ${about.trace} trace, ` +
        `rtol ${about.rtol}, atol ${about.atol}: ${count(Math.round(evaluations))} evaluations`,
    ].join("\n"),
  };
}
