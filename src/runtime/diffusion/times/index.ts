// How a loss draws the t of its examples.
import { choice } from "../choice.ts";
import { importance } from "./importance.ts";
import { antithetic, logitNormal, logNormal, uniform } from "./spread.ts";
import type { Times } from "./times.ts";

export { timeAtFraction, timeAtLogSnr } from "./place.ts";
export { importance, logitNormal, logNormal };
export type { DrawnTimes, Times } from "./times.ts";

export const times = {
  uniform,
  antithetic,
  importance: importance(),
  logNormal: logNormal(),
  logitNormal: logitNormal(),
} satisfies Record<string, Times>;

export type TimesName = keyof typeof times;

export const timesOf = (given: TimesName | Times): Times => choice<Times>("way to draw t", times, given);
