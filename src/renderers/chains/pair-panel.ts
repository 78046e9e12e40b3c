import type { Chains } from "../../protocol/index.ts";
import { select } from "../controls/toolkit.ts";
import { h, svg } from "../dom/element.ts";
import { fixed, whole } from "../text/number.ts";
import { closest, correlation } from "./correlation.ts";
import { divergedOf, drawsOf } from "./draws-of.ts";
import { crossed, pair, type Side } from "./pair.ts";

/** The chosen number against another one: that which tells most of it, until a person names one. */
export function pairPanel() {
  const place = h("div", { class: "nb-pair-chart" });
  const head = h("div", { class: "nb-pair-head nb-small nb-2" });
  const foot = h("div", { class: "nb-pair-foot nb-small nb-2" });
  const element = h("div", { class: "nb-panel nb-pair" }, head, place, foot);
  let named: string | null = null;

  function clear(words: string): void {
    head.replaceChildren("Pair");
    foot.replaceChildren(words);
    place.replaceChildren();
  }

  /** The numbers that can stand across, with the one that does. */
  function choices(payload: Chains, up: Side, chosen: number) {
    const all = payload.numbers.map((_, i) => (i === chosen ? null : sideOf(payload, i)));
    const wanted = all.findIndex((side) => side !== null && side.name === named);
    const at = wanted >= 0 ? wanted : (closest(up.draws, all.map((side) => side?.draws ?? null)) ?? all.findIndex(Boolean)); // prettier-ignore
    return { others: all.flatMap((side, i) => (side ? [[String(i), side.name] as const] : [])), at };
  }

  function show(payload: Chains, chosen: number): void {
    const up = sideOf(payload, chosen);
    if (!up) {
      clear("");
      return;
    }
    const { others, at } = choices(payload, up, chosen);
    const across = sideOf(payload, at);
    if (!across) {
      clear("one number has no other to stand against");
      return;
    }
    const draw = (value: string): void => {
      named = payload.numbers[Number(value)].name;
      drawPair(payload, up, sideOf(payload, Number(value))!); // a choice is one that has draws
    };
    const pick =
      others.length > 1
        ? select("Draw it against", others, String(at), draw, "below")
        : h("span", { class: "nb-code nb-pair-name", title: across.name }, across.name);
    head.replaceChildren(
      h("span", { class: "nb-code nb-pair-name", title: up.name }, up.name),
      "against",
      pick,
    );
    drawPair(payload, up, across);
  }

  function drawPair({ diverged, chains, draws }: Chains, up: Side, across: Side): void {
    const { clientWidth: width, clientHeight: height } = place;
    if (width > 0) place.replaceChildren(pair(across, up, { width, height }));
    const r = correlation(up.draws, across.draws);
    const words = Number.isNaN(r) ? "no correlation: one of them stands still" : `correlation ${fixed(r)}`;
    foot.replaceChildren(h("span", {}, words), ...(diverged?.count ? [key(diverged, chains * draws)] : []));
  }

  return { element, show };
}

function sideOf(payload: Chains, index: number): Side | null {
  const chains = index < 0 ? null : drawsOf(payload, index);
  if (!chains) return null;
  const draws = new Float32Array(chains.reduce((sum, chain) => sum + chain.length, 0));
  let to = 0;
  for (const chain of chains) {
    draws.set(chain, to);
    to += chain.length;
  }
  return { name: payload.numbers[index].name, draws, diverged: divergedOf(payload, index) };
}

/** What the crosses are. */
function key({ count, at }: NonNullable<Chains["diverged"]>, steps: number): HTMLElement {
  const cross = svg("svg", { width: 10, height: 10, "aria-hidden": true, class: "nb-chart" }, svg("path", { class: "nb-diverged", d: `M5 5${crossed}` })); // prettier-ignore
  const some = at.length < count ? `, ${whole(at.length)} of them drawn` : "";
  return h(
    "span",
    { class: "nb-pair-key" },
    cross,
    `${whole(count)} of ${whole(steps)} steps diverged${some}`,
  );
}
