import * as vscode from "vscode";
import type { Kernels } from "../kernels.ts";
import { explain } from "./explain.ts";
import { itemOf } from "./item.ts";
import type { Pins } from "./pins.ts";
import type { Readings } from "./readings.ts";
import { arranged, refKey, type Row, type VariableRef } from "./rows.ts";
import { summaryText } from "./text.ts";

/** The rows of the variables view: the names of one notebook, and the parts of what they stand for. */
export class VariablesTree implements vscode.TreeDataProvider<Row> {
  readonly #kernels: Kernels;
  readonly #readings: Readings;
  readonly #pins: Pins;
  /** Parts as they were last told: a kernel that runs a cell tells nothing. */
  readonly #parts = new Map<string, Row[]>();
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #notebook: vscode.NotebookDocument | null = null;
  #filter = "";

  constructor(kernels: Kernels, readings: Readings, pins: Pins) {
    this.#kernels = kernels;
    this.#readings = readings;
    this.#pins = pins;
  }

  get notebook(): vscode.NotebookDocument | null {
    return this.#notebook;
  }

  get filter(): string {
    return this.#filter;
  }

  show(notebook: vscode.NotebookDocument | null): void {
    if (notebook !== this.#notebook) this.#parts.clear();
    this.#notebook = notebook;
    this.redraw();
  }

  filterBy(text: string): void {
    this.#filter = text;
    this.redraw();
  }

  redraw(): void {
    this.#changed.fire(undefined);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return itemOf(row);
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (!row) return this.#names();
    if (row.kind === "note") return [];
    return this.#partsOf(row.ref, row.kind === "more" ? row.from : 0);
  }

  /** The hover, when somebody points at the row: then all numbers are looked at. */
  async resolveTreeItem(item: vscode.TreeItem, row: Row): Promise<vscode.TreeItem> {
    if (row.kind === "variable" && this.#notebook)
      item.tooltip = await explain(row, this.#notebook, await this.#kernels.running(this.#notebook));
    return item;
  }

  #names(): Row[] {
    const notebook = this.#notebook;
    const reading = notebook && this.#readings.of(notebook);
    if (!reading) return [];
    const uri = notebook.uri.toString();
    const pins = this.#pins.of(uri);
    const rows = arranged(reading.variables, pins, this.#filter, summaryText).map((variable): Row => ({
      kind: "variable",
      ref: { notebook: uri, path: [variable.name] },
      variable,
      pinned: pins.has(variable.name),
    }));
    const left = reading.total - reading.variables.length;
    const ref = { notebook: uri, path: [] };
    return left > 0 ? [...rows, { kind: "more", ref, from: reading.variables.length, left }] : rows;
  }

  async #partsOf(ref: VariableRef, from: number): Promise<Row[]> {
    const key = `${refKey(ref)} from ${from}`;
    const kernel = this.#notebook && (await this.#kernels.running(this.#notebook));
    const reply = await kernel?.ask("noisebook_variables", { path: ref.path, from }).catch(() => null);
    if (!reply) return [];
    if (reply.busy)
      return this.#parts.get(key) ?? [{ kind: "note", ref, text: "Seen when the running cell has ended" }];
    const rows = reply.variables.map((variable): Row => {
      const part = { notebook: ref.notebook, path: [...ref.path, variable.name] };
      return { kind: "variable", ref: part, variable, pinned: false };
    });
    const next = from + reply.variables.length;
    if (next < reply.total) rows.push({ kind: "more", ref, from: next, left: reply.total - next });
    this.#parts.set(key, rows);
    return rows;
  }
}
