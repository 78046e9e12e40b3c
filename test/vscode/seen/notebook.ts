// What a person does with a notebook editor.
import { setTimeout as sleep } from "node:timers/promises";
import type { Locator } from "playwright-core";
import { isJson, parse, type Ipynb } from "./ipynb.ts";
import { until } from "./until.ts";
import { findInOutputs } from "./webview.ts";
import type { Workbench } from "./workbench.ts";

/** The sign of a cell's state in its status bar. */
const state = (...names: string[]): string =>
  names.map((name) => `.codicon-notebook-state-${name}`).join(", ");

const editor = ".notebookOverlay.notebook-editor";

/** Pixels by which the list moves at one turn of the wheel, however far that turns. */
const notch = 50;

const kernelLabel = `${editor} .kernel-label, ${editor} .kernel-action-view-item`;

export class Notebook {
  readonly #workbench: Workbench;
  readonly #name: string;

  constructor(workbench: Workbench, name: string) {
    this.#workbench = workbench;
    this.#name = name;
  }

  /** The code cells that are on the screen: the list draws no others. */
  get cells(): Locator {
    return this.#workbench.page.locator(`${editor} .cell-list-container .code-cell-row`);
  }

  get #list(): Locator {
    return this.#workbench.page.locator(`${editor} .cell-list-container`);
  }

  get #toolbar(): Locator {
    return this.#workbench.page.locator(`${editor} .notebook-toolbar-container`);
  }

  /** Shown by VS Code while a cell runs. */
  get #interruptButton(): Locator {
    return this.#toolbar.getByRole("button", { name: "Interrupt" });
  }

  async runAll(): Promise<void> {
    await this.#toolbar.getByRole("button", { name: "Run All" }).click();
    await this.cells
      .locator(state("pending", "executing", "success", "error"))
      .first()
      .waitFor();
  }

  /** Starts one cell by its own Run button: the n-th of those on the screen, or the one among them with this text. */
  async runCell(which: number | string): Promise<void> {
    const cell =
      typeof which === "number" ? this.cells.nth(which) : this.cells.filter({ hasText: which }).first();
    // Its output may fill the window: the button is above, beside the code.
    const above = Math.min(0, (await distance(cell, this.#list)) ?? 0);
    if (above < 0) await this.#scroll(above);
    await cell.locator(".cell-editor-container").first().hover();
    await cell.getByRole("button", { name: /^Execute Cell($| \()/ }).click();
    await cell
      .locator(state("pending", "executing", "success", "error"))
      .first()
      .waitFor();
  }

  /** Chooses the kernel by the button in the toolbar. */
  async selectKernel(label: string): Promise<void> {
    const { page } = this.#workbench;
    await page.locator(kernelLabel).first().click();
    const rows = page.locator(".quick-input-list .monaco-list-row");
    await rows.first().waitFor();
    const row = rows.filter({ hasText: label }).first();
    if (!(await row.isVisible()))
      await rows
        .filter({ hasText: /Select Another Kernel|Noisebook/ })
        .first()
        .click();
    await row.click();
  }

  /** Waits until no cell runs. The toolbar lags a little behind the cells, so the calm must last. */
  async idle(timeout = 30_000): Promise<void> {
    const end = performance.now() + timeout;
    for (let calm = 0; calm < 5; calm++) {
      // Of the status bar alone: where a cell is cut off by the window's edge, the spinner beside it may stay for ever.
      const running = await this.cells
        .locator(".cell-statusbar-container")
        .locator(state("pending", "executing"))
        .count();
      if (running > 0 || (await this.#interruptButton.isVisible())) calm = -1;
      if (performance.now() > end) throw new Error(`Cells still run after ${timeout / 1000} s.`);
      await sleep(100);
    }
  }

  async interrupt(): Promise<void> {
    await this.#interruptButton.click();
  }

  /**
   * The first output that matches, scrolled to where a person sees it. Looks from where the notebook stands to its end,
   * then from the top, until the time is over: VS Code draws an output only when its cell comes to the screen.
   */
  async reveal(selector: string, timeout = 30_000): Promise<Locator> {
    const { page } = this.#workbench;
    const list = this.#list;
    const rows = list.locator(".monaco-list-rows").first(); // moves as a whole
    const end = performance.now() + timeout;
    do {
      const output = await findInOutputs(page, selector);
      const off = (await output?.isVisible()) ? await distance(output!, list) : undefined; // ! a visible one is there
      // Not nearer: a cell that comes to the edge may change its height, by which a turn there and one back would follow for ever.
      if (output && off !== undefined && Math.abs(off) < notch) return output;
      const before = (await rows.boundingBox())?.y;
      await this.#scroll(off ?? 400);
      if ((await rows.boundingBox())?.y !== before) continue;
      if (output && off !== undefined) return output; // as far as the notebook scrolls
      await this.#scroll(-100_000);
    } while (performance.now() < end);
    throw new Error(`No output shows ${selector} after ${timeout / 1000} s.`);
  }

  async #scroll(pixels: number): Promise<void> {
    const { mouse } = this.#workbench.page;
    await this.#list.hover({ position: { x: 8, y: 200 } });
    for (let turns = Math.round(Math.abs(pixels) / notch); turns > 0; turns--)
      await mouse.wheel(0, Math.sign(pixels));
    await sleep(200); // the list follows with the next frames
  }

  /** Saves, and gives back what the file holds then. */
  async save(): Promise<Ipynb> {
    const before = await this.#workbench.written(this.#name);
    await this.#workbench.command("File: Save");
    await this.#workbench.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    // a notebook without changes is written too, and has no sign of it; a file that is being written is no JSON yet
    const isWhole = async (): Promise<boolean> =>
      (await this.#workbench.written(this.#name)) !== before &&
      isJson(await this.#workbench.read(this.#name));
    await until(isWhole, `${this.#name} was not saved`);
    return parse(await this.#workbench.read(this.#name));
  }
}

/** How far to scroll until the output stands in the middle of the list, or with its top at the top where it is taller. */
async function distance(output: Locator, list: Locator): Promise<number | undefined> {
  const [box, frame] = [await output.boundingBox(), await list.boundingBox()];
  return box && frame
    ? box.y - frame.y - Math.min(Math.max(0, frame.height - box.height) / 2, 40)
    : undefined;
}

/** Opens a file by a double click in the explorer. */
export async function openFile({ page }: Workbench, name: string): Promise<void> {
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first().dblclick();
  await page.locator(".tab.active", { hasText: name }).waitFor();
}

/** Opens a notebook and waits for the kernel that it gets by itself; null where it gets none. */
export async function openNotebook(
  workbench: Workbench,
  name: string,
  kernel: string | null = "Noisebook (TypeScript)",
): Promise<Notebook> {
  await openFile(workbench, name);
  const notebook = new Notebook(workbench, name);
  await notebook.cells.first().waitFor();
  // a cell that is run before the extension is up makes VS Code ask for a kernel
  if (kernel) await workbench.page.locator(kernelLabel, { hasText: kernel }).first().waitFor();
  return notebook;
}
