import { decimal } from "../../../display/text.ts";

/** Whether importance weights with such a tail tell nothing. */
export const doubtful = (kHat: number): boolean => !(kHat <= 0.7);

/** How far to trust an approximation with this k-hat, in words: limits of Yao et al. (1802.02538), section 3. */
export function trust(kHat: number): string {
  const figure = Number.isFinite(kHat) ? decimal(Number(kHat.toPrecision(2))) : String(kHat);
  if (doubtful(kHat)) return `k-hat ${figure}: do not trust this`;
  if (kHat > 0.5) return `k-hat ${figure}: usable, but resample by its weights`;
  return `k-hat ${figure}: close to the target`;
}

/** What speaks against an approximation, with what to do. */
export function doubtsOf(kHat: number, nowhere: number, draws: number): string[] {
  const words: string[] = [];
  if (doubtful(kHat))
    words.push(
      `${trust(kHat)}. The target has mass where the guide hardly draws: use a richer guide (fullRank, a flow), other parameters, or mcmc`,
    );
  if (nowhere > 0)
    words.push(`${nowhere} of ${draws} draws have no density under the target: its ELBO is -Infinity`);
  return words;
}
