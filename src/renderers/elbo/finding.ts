import type { Elbo } from "../../protocol/index.ts";
import { brief, whole } from "../text/number.ts";
import { bandEnds, type Part } from "./parts.ts";
import type { Terms } from "./terms.ts";

/** Less than this share of the whole is as good as nothing. */
const negligible = 1e-3;

/** What the numbers say: TeX between dollar signs, words between these. */
export function findingOf(bound: Elbo, terms: Terms, parts: readonly Part[]): string {
  const [decoder, prior] = [parts[0], parts[parts.length - 1]];
  const counted = parts.reduce((sum, { bits, share }) => (share === null ? sum : sum + bits), 0);
  const edge = bandEnds(bound.steps).at(-3) ?? bandEnds(bound.steps)[0];
  const fine = terms.shares.reduce((sum, share, k) => (terms.t[k] <= edge ? sum + share : sum), 0);
  const paid = (fine + Math.max(decoder.bits, 0)) / counted;
  const of = decoder.share === null ? "the KL terms" : "the bound";
  const limit = bound.steps === null ? brief(edge) : whole(edge);
  const where =
    counted > 0
      ? `${paid >= 0.5 ? "Fine detail dominates" : "Coarse structure dominates"}: ` +
        `${whole(100 * paid)} % of ${of} is paid at $t \\le ${limit}$. `
      : "";
  const steps = bound.steps === null ? "the schedule reaches" : `${whole(bound.steps)} steps reach`;
  if ((prior.share ?? 0) < negligible) return `${where}$L_T$ is negligible, so ${steps} the prior.`;
  return `${where}$L_T$ is ${brief(100 * (prior.share ?? 0))} % of it, so ${bound.steps === null ? "the schedule does" : `${whole(bound.steps)} steps do`} not quite reach the prior.`;
}
