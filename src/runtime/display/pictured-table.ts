import type { MimeBundle } from "../../protocol/host.ts";
import type { Colour } from "./pictures/canvas.ts";
import { safe } from "./table.ts";
import { tablePayload, type Charted } from "./table-payload.ts";

/**
 * Rows of text, each with a colour of its own before the first cell where they have some; `head` has one entry more than
 * `cells` either way.
 */
export interface Table {
  /** What it is of. */
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly { readonly colour?: Colour; readonly cells: readonly string[] }[];
  /** What speaks against it, above the table. */
  readonly warnings?: readonly string[];
  /** What is to be said of it, above the table. */
  readonly lines?: readonly string[];
  /** Quantities of the rows over steps, which the viewer draws; the PNG is for all others, once there is something on it. */
  readonly charts?: readonly (Charted & { readonly png: string | null })[];
}

/** A picture below a table. */
export interface Picture {
  readonly png: string;
  readonly caption: string;
}

/** A table over pictures, for its viewer; without that HTML where outputs may have some, else Markdown, else aligned text. */
export function picturedTable(table: Table, pictures: readonly Picture[]): MimeBundle {
  const { title, head, rows, warnings = [], lines = [], charts = [] } = table;
  const drawn = charts.flatMap(({ caption, png }) => (png === null ? [] : [{ caption, png }]));
  const all = [...drawn, ...pictures];
  const titles = head.slice(1);
  const cells = rows.map((row) => row.cells);
  return {
    ...tablePayload({
      title,
      warnings,
      lines,
      heads: titles,
      rows: cells,
      colours: rows.map(({ colour }) => colour),
      charts,
      pictures,
    }),
    "text/html": html(table, all),
    "text/markdown": [
      ...warnings.map((text) => `⚠ ${safe(text)}\n`),
      ...lines.map((text) => `${safe(text)}\n`),
      line(titles.map(escapeCell)),
      line(titles.map(() => "---")),
      ...cells.map((row) => line(row.map(escapeCell))),
      ...all.map(({ png, caption }) => `\n![${caption}](data:image/png;base64,${png})`),
    ].join("\n"),
    "text/plain": [...warnings.map((text) => `Warning: ${text}`), ...lines, aligned([titles, ...cells])].join(
      "\n",
    ),
  };
}

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const escapeCell = (text: string): string => text.replace(/[|\\`*_<[\]]/g, "\\$&");

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Names begin under each other; numbers end there. */
const left = ' style="text-align: left"';

function html({ head, rows, warnings = [], lines = [] }: Table, pictures: readonly Picture[]): string {
  const coloured = rows.some(({ colour }) => colour);
  const titles = head
    .map((title, k) => (k > 0 || coloured ? `<th${k === 1 ? left : ""}>${escape(title)}</th>` : ""))
    .join("");
  const said = [...warnings.map((text) => `⚠ ${text}`), ...lines].map((text) => `<p>${escape(text)}</p>`);
  const body = rows.map(({ colour, cells }) => {
    const mark = colour ? `<span style="color: rgb(${colour.join(", ")})">■</span>` : "";
    const swatch = coloured ? `<td>${mark}</td>` : "";
    return `<tr>${swatch}${cells.map((cell, k) => `<td${k === 0 ? left : ""}>${escape(cell)}</td>`).join("")}</tr>`;
  });
  const figures = pictures.map(
    ({ png, caption }) =>
      `<figure><img src="data:image/png;base64,${png}" alt="${escape(caption)}"><figcaption>${escape(caption)}</figcaption></figure>`,
  );
  return `${said.join("")}<div style="overflow-x: auto"><table style="white-space: nowrap"><thead><tr>${titles}</tr></thead><tbody>${body.join("")}</tbody></table></div>${figures.join("")}`;
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
