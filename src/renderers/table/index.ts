// A table of names and numbers that can be sorted, with the distribution behind each row, how a quantity came about, and
// pictures. `check.ts` finds what the schema cannot, `grid.ts` is the table, `marginal.ts`, `curve.ts` and
// `row-chart.ts` (a line for each row) draw.
import { Table } from "../../protocol/index.ts";
import { readPayload } from "../payload.ts";
import type { Kind } from "../view.ts";
import { checkTable } from "./check.ts";
import { openTable } from "./view.ts";

export const table: Kind<Table> = {
  read(json) {
    const payload = readPayload(Table, json);
    checkTable(payload);
    return payload;
  },
  open: openTable,
};
