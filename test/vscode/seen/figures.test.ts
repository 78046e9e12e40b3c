import assert from "node:assert/strict";
import { contrast } from "./contrast.ts";
import { ipynb } from "./ipynb.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { until } from "./until.ts";

const file = "figures.ipynb";
const figure = '[data-noisebook="figure"]';

const cells = [
  `const bars = {
  data: [{ type: "bar", x: ["<a href=\\"javascript:alert(1)\\">bad</a>", "good"], y: Float32Array.of(1, 2), marker: { color: "#ff0000" } }],
  layout: { height: 240, title: { text: "Two <b>bars</b>" } },
};
bars`,
  `import { linear } from "noisebook/schedules";
linear({ steps: 1000 })`,
];

for (const [look, theme] of [
  ["dark", "Dark Modern"],
  ["light", "Light Modern"],
  ["contrast", "Default High Contrast"],
] as const)
  seen(
    `a figure for Plotly and a schedule's curves draw themselves, ${look}`,
    { name: `figures-${look}`, files: { [file]: ipynb(cells) }, theme },
    async (workbench) => {
      const notebook = await openNotebook(workbench, file);
      await notebook.runAll();
      await notebook.idle(120_000);
      const bars = await notebook.reveal(`${figure}:has(.bars)`, 60_000);
      const paths = bars.locator(".bars .point path");
      await until(async () => (await paths.count()) === 2, "there are no bars");
      const fills = await paths.evaluateAll((all) => all.map((bar) => getComputedStyle(bar).fill));
      assert.deepEqual(fills, ["rgb(255, 0, 0)", "rgb(255, 0, 0)"]);
      const [low, high] = await paths.evaluateAll((all) =>
        all.map((bar) => bar.getBoundingClientRect().height),
      );
      assert.ok(Math.abs(high / low - 2) < 0.02, `bars of 1 and 2 are ${low} and ${high} high`);
      // A link to a script is no link.
      const links = await bars
        .locator("a")
        .evaluateAll((all) => all.map((a) => a.getAttribute("xlink:href")));
      assert.ok(
        links.every((link) => !link?.includes("javascript")),
        links.join(),
      );
      await workbench.picture(`figures-${look}`);

      const curves = await notebook.reveal(`${figure}:has(.x3y3)`, 60_000);
      const lines = curves.locator(".scatterlayer .trace path.js-line");
      await until(async () => (await lines.count()) === 4, "a schedule has not its four curves");
      assert.ok((await contrast(curves)) >= 4.5);
      for (const width of [1280, 720]) {
        await workbench.page.setViewportSize({ width, height: 960 });
        await notebook.reveal(`${figure}:has(.x3y3)`);
        await workbench.picture(`schedule-${look}-${width}`);
      }
    },
  );
