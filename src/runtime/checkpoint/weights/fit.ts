import { shapeText } from "../../core/shape.ts";

interface Shaped {
  readonly shape: readonly number[];
}

/** Throws an error that names every tensor of a file that is missing, too many or of another shape. */
export function expectFits(
  from: string,
  model: ReadonlyMap<string, Shaped>,
  tensors: ReadonlyMap<string, Shaped>,
): void {
  const problems = [...mismatches(model, tensors)];
  if (problems.length) {
    throw new Error(`The checkpoint ${from} does not fit the model:\n${listed(problems)}`);
  }
}

function* mismatches(
  model: ReadonlyMap<string, Shaped>,
  tensors: ReadonlyMap<string, Shaped>,
): Generator<string> {
  for (const [name, weight] of model) {
    const stored = tensors.get(name);
    if (!stored) yield `missing: ${name} ${shapeText(weight.shape)}`;
    else if (shapeText(stored.shape) !== shapeText(weight.shape)) {
      yield `other shape: ${name} is ${shapeText(stored.shape)} in the file, ${shapeText(weight.shape)} in the model`;
    }
  }
  for (const [name, { shape }] of tensors) {
    if (!model.has(name)) yield `not in the model: ${name} ${shapeText(shape)}`;
  }
}

const mostListed = 8;

function listed(problems: readonly string[]): string {
  const more = problems.length - mostListed;
  const lines = problems.slice(0, mostListed).map((problem) => `  ${problem}`);
  return [...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n");
}
