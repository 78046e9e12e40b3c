import type { Elbo } from "../../protocol/index.ts";
import { brief, whole } from "../text/number.ts";
import type { Terms } from "./terms.ts";

/** A part of the bound that is seen as one. */
export interface Part {
  readonly role: "decoder" | "terms" | "prior";
  /** TeX of what stands before the words. */
  readonly symbol: string | null;
  readonly words: string;
  /** Bits a dimension, and its share of what the parts above 0 add up to; null for one below. */
  readonly bits: number;
  readonly share: number | null;
}

/** Where bands of t end, as parts of all: each is several times as long as the one before, as terms fall steeply. */
const ends = [0.01, 0.05, 0.2, 1];

/** The greatest t of each band, of the steps 2 to T or of [0, 1]. */
export function bandEnds(steps: number | null): number[] {
  if (steps === null) return ends;
  return [...new Set(ends.map((end) => Math.round(end * steps)))].filter((end) => end > 1);
}

/** L_0, bands of t, L_T. Where data has a density, L_0 may be below 0: then it has no share, and the rest make up all. */
export function partsOf(bound: Elbo, { t, shares }: Terms): Part[] {
  const bitsOf = (nats: number): number => nats / bound.dims / Math.LN2;
  const within = (from: number, to: number): number =>
    shares.reduce((sum, share, k) => (t[k] > from && t[k] <= to ? sum + share : sum), 0);
  const bands = bandEnds(bound.steps).map((to, k, all) => {
    const from = k ? all[k - 1] : -Infinity;
    return {
      role: "terms" as const,
      symbol: k ? null : "t",
      words: rangeText(bound.steps, k ? from : null, to),
      bits: within(from, to),
    };
  });
  const parts = [
    { role: "decoder" as const, symbol: "L_0", words: "decoder", bits: bitsOf(bound.decoder) },
    ...bands,
    { role: "prior" as const, symbol: "L_T", words: "prior", bits: bitsOf(bound.prior) },
  ];
  const all = parts.reduce((sum, { bits }) => sum + Math.max(bits, 0), 0);
  return parts.map((part) => ({ ...part, share: part.bits < 0 || all === 0 ? null : part.bits / all }));
}

function rangeText(steps: number | null, from: number | null, to: number): string {
  if (steps === null) return `${brief(from ?? 0)} to ${brief(to)}`;
  const first = (from ?? 1) + 1;
  return first === to ? whole(to) : `${whole(first)} to ${whole(to)}`;
}
