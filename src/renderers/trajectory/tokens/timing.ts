import type { TokenFrame, TokenTrajectory } from "../../../protocol/index.ts";
import { h } from "../../dom/element.ts";
import { fixed, whole } from "../../text/number.ts";
import type { Axis } from "../axis.ts";
import { barPath, strip, stripSize, type Plot } from "../strip.ts";
import type { Timing } from "../timing.ts";
import type { Picked } from "./picked.ts";
import { filledEntropy, openAt } from "./state.ts";

const { height, across } = stripSize;

/** Time of text: how much is still to be filled as a curve, the entropy of what each step fills as bars. */
export function tokenTiming(picked: Picked): Timing<TokenTrajectory> {
  const open = h("span", { class: "nb-key", style: "--nb-colour: var(--nb-s1)" });
  const entropy = h(
    "span",
    { class: "nb-key square", style: "--nb-colour: var(--nb-fg2)" },
    h("span", {}, "entropy", h("span", { class: "nb-wide" }, " of the filled tokens")),
  );
  const below = strip("part of the tokens still to be filled, and entropy of the filled tokens, by step");
  let drawn: { axis: unknown; sample: number } | null = null;

  return {
    strip: below.element,
    keys: [open, entropy],
    draw(trajectory, index, axis) {
      const { sample } = picked;
      if (drawn?.axis !== axis || drawn.sample !== sample) drawn = { axis, sample };
      open.textContent = trajectory.mask === null ? "not yet final" : "masked fraction";
      entropy.hidden = !trajectory.frames.some(({ candidates }) => candidates);
      below.draw(trajectory, index, drawn, () => plotOf(trajectory, sample, axis), axis);
    },
    readings(trajectory, index) {
      const { sample } = picked;
      const left = openAt(trajectory, index, sample).filter(Boolean).length;
      const all = String(trajectory.length);
      const name = trajectory.mask === null ? "not final" : "masked";
      const nll = trajectory.frames.at(index)?.nll?.[sample] ?? null;
      const readings = [{ name, text: `${whole(left)} / ${all}`, characters: 2 * all.length + 3 }];
      if (trajectory.frames.some((frame) => frame.nll))
        readings.push({ name: "NLL", text: nll === null ? "\u2013" : `${fixed(nll)} nats`, characters: 9 });
      return readings;
    },
    ends(trajectory) {
      const { frames, mask, state } = trajectory;
      if (mask === null)
        return [
          { what: "noise", t: null },
          { what: "text", t: null },
        ];
      const left = (index: number): boolean[] => openAt(trajectory, index, picked.sample);
      const all = left(0).every(Boolean);
      const done = state !== "finished" || !left(frames.length - 1).some(Boolean);
      return [
        { what: all ? "all masked" : "masked", t: null },
        { what: done ? "all filled" : "filled", t: null },
      ];
    },
  };
}

function plotOf(trajectory: TokenTrajectory, sample: number, axis: Axis<TokenFrame>): Plot {
  const { frames, length } = trajectory;
  const x = (index: number): number => axis.place(frames[index]) * across;
  const level = frames.map((_, index) => {
    const left = openAt(trajectory, index, sample).filter(Boolean).length;
    return height - 2 - (left / Math.max(1, length)) * (height - 6);
  });
  const bits = filledEntropy(trajectory, sample);
  const most = bits.reduce<number>((high, value) => Math.max(high, value ?? 0), 0);
  const bars = bits.map((value, index) => {
    if (value === null || most === 0) return "";
    return barPath(x(index - 1), x(index), (value / most) * (height - 4));
  });
  const curve = level.map((y, index) => `${index ? "L" : "M"}${x(index).toFixed(1)} ${y.toFixed(2)}`);
  return { bars: bars.join(""), curve: curve.join(""), level: (index) => level[index] };
}
