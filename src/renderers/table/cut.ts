/** Letters of a row's name within a chart; the table has all of it. */
export const longestName = 18;

export const cut = (name: string): string =>
  name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
