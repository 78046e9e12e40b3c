// Waiting for what no event tells.
import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until it holds; fails with `otherwise` after the time. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  otherwise: string,
  timeout = 30_000,
): Promise<void> {
  const end = performance.now() + timeout;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`${otherwise} (waited ${timeout / 1000} s)`);
    await sleep(100);
  }
}
