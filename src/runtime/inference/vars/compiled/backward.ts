import { each, lines, type Names } from "./names.ts";

/** The lines that pass a value's slope on to those that it was made of, which are not constant. */
export function grows(names: Names, place: number): string[] {
  const entry = names.operation(place);
  if (!entry) return [];
  const { length, inputs } = entry;
  const short = names.isShort(place);
  const [a, b] = inputs;
  const coming = (i: number | string): string => names.slope(place, i);
  /** Adds to one input's slope. */
  const to = (input: number, value: (i: number | string) => string): string[] =>
    names.isConstant(input) ? [] : lines(length, short, (i) => `${names.slope(input, i)} += ${value(i)};`);
  /** The same where the input is the longer one. */
  const spread = (value: (i: number | string) => string): string[] =>
    lines(names.length(a), names.isShort(a), (i) => `${names.slope(a, i)} += ${value(i)};`);
  switch (entry.op) {
    case "add":
      return [...to(a, coming), ...to(b, coming)];
    case "sub":
      return [...to(a, coming), ...to(b, (i) => `-${coming(i)}`)];
    case "mul":
      return [
        ...to(a, (i) => `${coming(i)} * ${names.at(b, i)}`),
        ...to(b, (i) => `${coming(i)} * ${names.at(a, i)}`),
      ];
    case "div":
      return [
        ...to(a, (i) => `${coming(i)} / ${names.at(b, i)}`),
        // d(x / y) / dy = -(x / y) / y
        ...to(b, (i) => `(-${coming(i)} * ${names.at(place, i)}) / ${names.at(b, i)}`),
      ];
    case "each": {
      const slope = names.given(entry.of.slope, "d");
      return to(
        a,
        (i) => `${coming(i)} * ${slope}(${names.at(a, i)}, ${names.at(place, i)}, ${entry.constant})`,
      );
    }
    case "sum":
      return spread(() => coming(0));
    case "logSumExp":
      return spread((i) => `${coming(0)} * Math.exp(${names.at(a, i)} - ${names.at(place, 0)})`);
    case "cumsum": {
      const step = (i: number | string): string =>
        `r${place} += ${coming(i)}; ${names.slope(a, i)} += r${place};`;
      return [
        `let r${place} = 0;`,
        ...(short
          ? each(length, (i) => step(length - 1 - i))
          : [`for (let i = ${length - 1}; i >= 0; i--) { ${step("i")} }`]),
      ];
    }
    case "gather": {
      if (short) return each(length, (i) => `${names.slope(a, entry.places[i])} += ${coming(i)};`);
      const at = names.given(entry.places, "p");
      return slopesInMemory(names, a, (slopes) => [
        `for (let i = 0; i < ${length}; i++) ${slopes}[${at}[i]] += ${coming("i")};`,
      ]);
    }
    case "concat": {
      let begin = 0;
      return inputs.flatMap((part) => {
        const from = begin;
        begin += names.length(part);
        if (names.isConstant(part)) return [];
        if (short || names.isShort(part))
          return each(names.length(part), (i) => `${names.slope(part, i)} += ${coming(from + i)};`);
        return [
          `for (let i = 0; i < ${names.length(part)}; i++) ${names.slope(part, "i")} += ${coming(`${from} + i`)};`,
        ];
      });
    }
    case "matVec": {
      const matrix = names.given(entry.matrix, "m");
      const columns = names.length(a);
      const row = (i: number | string, slopes: string): string =>
        `if (of !== 0) for (let j = 0, at = ${i} * ${columns}; j < ${columns}; j++, at++) ${slopes}[j] += of * ${matrix}[at];`;
      const held = short ? names.scratch(length) : "";
      return slopesInMemory(names, a, (slopes) => [
        ...(short ? each(length, (i) => `${held}[${i}] = ${coming(i)};`) : []),
        `for (let i = 0; i < ${length}; i++) { const of = ${short ? `${held}[i]` : coming("i")}; ${row("i", slopes)} }`,
      ]);
    }
  }
}

/** Lines that add to slopes by places, which short vectors have as variables. */
function slopesInMemory(names: Names, place: number, use: (slopes: string) => string[]): string[] {
  if (names.isConstant(place)) return [];
  if (!names.isShort(place)) return use(`g${place}`);
  const memory = names.scratch(names.length(place));
  return [
    ...each(names.length(place), (i) => `${memory}[${i}] = ${names.slope(place, i)};`),
    ...use(memory),
    ...each(names.length(place), (i) => `${names.slope(place, i)} = ${memory}[${i}];`),
  ];
}
