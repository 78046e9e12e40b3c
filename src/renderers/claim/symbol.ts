const greek = new Set(
  "alpha beta gamma delta eta theta kappa lambda mu nu xi rho sigma tau phi psi omega".split(" "),
);

/** A variable's name in code as TeX: "x0" is x_0, "xt" is x_t, "eps" is epsilon; other words stay words. */
export function symbolOf(name: string): string {
  const [, stem, below] = /^([a-zA-Z]+?)(\d+|(?<=[a-zA-Z])t)?$/.exec(name) ?? [];
  if (!stem) return `\\mathrm{${name.replace(/[^\w]/g, "").replaceAll("_", "\\_")}}`;
  const whole = letterOf(name);
  if (whole) return whole;
  const letter = letterOf(stem);
  return letter && below ? `${letter}_{${below}}` : `\\mathrm{${name}}`;
}

function letterOf(word: string): string | null {
  if (word.length === 1) return word;
  if (word === "eps" || word === "epsilon") return "\\epsilon";
  return greek.has(word) ? `\\${word}` : null;
}
