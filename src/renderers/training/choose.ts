/** Which of many sample sets stand side by side: while a run goes on the newest three, then first, middle, last. */
export function chooseSamples<Set extends { step: number }>(sets: readonly Set[], running: boolean): Set[] {
  const byStep = [...new Map(sets.map((set) => [set.step, set])).values()].sort((a, b) => a.step - b.step);
  if (byStep.length <= 3) return byStep;
  if (running) return byStep.slice(-3);
  return [byStep[0], byStep[Math.floor((byStep.length - 1) / 2)], byStep.at(-1)!];
}
