import type { Variable } from "../../protocol/index.ts";
import { dataUri, histogramPicture, type Shade } from "./histogram.ts";
import { alarmText, bytesText, shortNumber, summaryText, typeText, whole } from "./text.ts";

export interface HoverContext {
  shade: Shade;
  /** "cell 2"; null where none is known. */
  cell: string | null;
  /** Commands by their words. */
  links: readonly (readonly [words: string, command: string])[];
}

/** All that is known of a variable, as Markdown. */
export function hoverText(variable: Variable, { shade, cell, links }: HoverContext): string {
  const { name, numbers, disposed } = variable;
  const rows: (readonly [string, string])[] = [];
  let picture: string[] = [];
  const title = `**${escaped(name)}**`;
  if (numbers && !disposed) {
    const { glance } = numbers;
    if (glance?.moments) {
      const { min, max, mean, std } = glance.moments;
      picture = [`![histogram](${dataUri(histogramPicture(glance.bars, shade))})`];
      rows.push(
        ["range", `${shortNumber(min)} to ${shortNumber(max)}`],
        ["mean, std", `${shortNumber(mean)}, ${shortNumber(std)}`],
      );
    }
    if (glance) {
      const size = numbers.shape.reduce((product, length) => product * length, 1);
      const alarm = alarmText(glance);
      rows.push(["finite", `${whole(glance.finite)} of ${whole(size)}`]);
      if (alarm) rows.push(["not finite", `**${alarm}**`]);
    }
    const { where, bytes } = numbers;
    rows.push(["memory", `${bytesText(bytes)} ${where === "memory" ? "in memory" : `on ${where}`}`]);
  }
  if (cell !== null) rows.push(["declared in", cell]);
  return [
    `${title} \`${(numbers && !disposed ? typeText(numbers) : summaryText(variable)).replaceAll("`", "\u02cb")}\``,
    ...picture,
    ...(rows.length ? [table(rows)] : []),
    ...(links.length ? [links.map(([words, command]) => `[${words}](${command})`).join(" | ")] : []),
  ].join("\n\n");
}

const table = (rows: readonly (readonly [string, string])[]): string =>
  ["| | |", "|:--|--:|", ...rows.map(([what, value]) => `| ${what} | ${value} |`)].join("\n");

/** Names are a person's, and may hold anything: a map's keys above all. */
const escaped = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+\-.!|<>~&$]/g, "\\$&").replace(/\s+/g, " ");
