import { each, lines, type Names } from "./names.ts";

const signs = { add: "+", sub: "-", mul: "*", div: "/" } as const;

/** The lines that compute a value from those before it. */
export function comes(names: Names, place: number): string[] {
  const entry = names.operation(place);
  if (!entry) return names.isConstant(place) || !names.isShort(place) ? [] : each(names.length(place), (i) => `const ${names.at(place, i)} = x[${i}];`); // prettier-ignore
  const { length, inputs } = entry;
  const [a, b] = inputs;
  const short = names.isShort(place);
  const set = (i: number | string, value: string): string =>
    `${short ? "const " : ""}${names.at(place, i)} = ${value};`;
  const all = (value: (i: number | string) => string): string[] =>
    // A short vector that a loop runs over is in memory of its own first.
    lines(length, short, (i) => set(i, value(i)));
  switch (entry.op) {
    case "add":
    case "sub":
    case "mul":
    case "div": {
      const sign = signs[entry.op];
      return all((i) => `${names.at(a, i)} ${sign} ${names.at(b, i)}`);
    }
    case "each": {
      const f = names.given(entry.of.f, "f");
      return all((i) => `${f}(${names.at(a, i)}, ${entry.constant})`);
    }
    case "sum":
      return [
        `let s${place} = 0;`,
        ...lines(names.length(a), names.isShort(a), (i) => `s${place} += ${names.at(a, i)};`),
        set(0, `s${place}`),
      ];
    case "logSumExp":
      return [
        `let h${place} = -Infinity, s${place} = 0;`,
        ...lines(
          names.length(a),
          names.isShort(a),
          (i) => `h${place} = Math.max(h${place}, ${names.at(a, i)});`,
        ),
        ...lines(
          names.length(a),
          names.isShort(a),
          (i) => `s${place} += Math.exp(${names.at(a, i)} - h${place});`,
        ),
        set(0, `Number.isFinite(h${place}) ? h${place} + Math.log(s${place}) : h${place}`),
      ];
    case "cumsum":
      return [
        `let s${place} = 0;`,
        ...lines(length, short, (i) => `s${place} += ${names.at(a, i)}; ${set(i, `s${place}`)}`),
      ];
    case "gather": {
      if (short) return each(length, (i) => set(i, names.at(a, entry.places[i])));
      const [from, at] = [inMemory(names, a), names.given(entry.places, "p")];
      return [...from.lines, ...all((i) => `${from.name}[${at}[${i}]]`)];
    }
    case "concat": {
      let begin = 0;
      return inputs.flatMap((part) => {
        const from = begin;
        begin += names.length(part);
        if (short || names.isShort(part))
          return each(names.length(part), (i) => set(from + i, names.at(part, i)));
        return [
          `for (let i = 0; i < ${names.length(part)}; i++) ${names.vector(place)}[${from} + i] = ${names.at(part, "i")};`,
        ];
      });
    }
    case "matVec": {
      const from = inMemory(names, a);
      const matrix = names.given(entry.matrix, "m");
      const columns = names.length(a);
      const row = (i: number | string): string =>
        `for (let j = 0, at = ${i} * ${columns}; j < ${columns}; j++, at++) s += ${matrix}[at] * ${from.name}[j];`;
      const to = short ? names.scratch(length) : names.vector(place);
      return [
        ...from.lines,
        `for (let i = 0; i < ${length}; i++) { let s = 0; ${row("i")} ${to}[i] = s; }`,
        ...(short ? each(length, (i) => set(i, `${to}[${i}]`)) : []),
      ];
    }
  }
}

/** A value as a vector in memory, which loops can take by places. */
export function inMemory(names: Names, place: number): { name: string; lines: string[] } {
  if (names.isConstant(place) || !names.isShort(place) || names.entries[place].op === "position")
    return { name: names.vector(place), lines: [] };
  const name = names.scratch(names.length(place));
  return { name, lines: each(names.length(place), (i) => `${name}[${i}] = ${names.at(place, i)};`) };
}
