import assert from "node:assert/strict";
import { codeCells, ipynb, parse, textOf } from "./ipynb.ts";
import { openFile, openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";

const python = ipynb(["import math\nprint(math.pi)", "x = 3"], "python");
const broken = '{ "cells": [ this is not JSON';

seen(
  "a notebook with Python cells is not run as TypeScript, and loses nothing",
  { name: "python", files: { "python.ipynb": python } },
  async (workbench) => {
    const { page } = workbench;
    const notebook = await openNotebook(workbench, "python.ipynb", null);
    await notebook.selectKernel("Noisebook (TypeScript)");
    const told = page
      .locator(".notification-toast", { hasText: /Python/i })
      .filter({ hasText: /TypeScript/ });
    await told.first().waitFor();
    await workbench.picture("python-cells");
    await notebook.save();
    const after = codeCells(parse(await workbench.read("python.ipynb")));
    const sources = (cells: typeof after): string[] => cells.map(({ source }) => [source].flat().join(""));
    assert.deepEqual(sources(after), sources(codeCells(parse(python))));
    assert.equal(after.map(textOf).join(""), "");
  },
);

seen(
  "a notebook that is not JSON is told to be so, and is left as it is",
  { name: "not-json", files: { "broken.ipynb": broken } },
  async (workbench) => {
    await openFile(workbench, "broken.ipynb");
    const dialog = workbench.page.getByRole("dialog");
    await dialog.getByText(/broken\.ipynb/).waitFor();
    await dialog.getByText(/not valid JSON/).waitFor();
    await workbench.picture("not-json");
    await dialog.getByRole("button", { name: "Open in Text Editor" }).click();
    await workbench.page.locator(".view-line", { hasText: "this is not JSON" }).waitFor();
    assert.equal(await workbench.read("broken.ipynb"), broken);
  },
);
