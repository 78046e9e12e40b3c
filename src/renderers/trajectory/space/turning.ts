import type { Turn } from "../../../protocol/index.ts";

/** A half turn for a drag across this many pixels. */
const halfTurn = 300;
/** What an arrow key turns by, in radians. */
const keyStep = Math.PI / 24;

/** The turn after a drag by so many pixels. Nothing is turned upside down. */
export const dragged = ({ yaw, pitch }: Turn, dx: number, dy: number): Turn => ({
  yaw: yaw + (dx / halfTurn) * Math.PI,
  pitch: upright(pitch + (dy / halfTurn) * Math.PI),
});

/** The turn after a key; null where the key is none of ours. */
export function keyed(turn: Turn, key: string): Turn | null {
  const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  return by ? { yaw: turn.yaw + by[0] * keyStep, pitch: upright(turn.pitch + by[1] * keyStep) } : null;
}

const upright = (pitch: number): number => Math.min(Math.PI / 2, Math.max(-Math.PI / 2, pitch));

/** For people, in degrees. */
export const turnText = ({ yaw, pitch }: Turn): string => {
  const degrees = (angle: number): number => Math.round((angle * 180) / Math.PI);
  return `turned by ${((degrees(yaw) % 360) + 360) % 360}°, from ${degrees(pitch)}° above`;
};
