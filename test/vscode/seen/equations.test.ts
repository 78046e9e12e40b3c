import assert from "node:assert/strict";
import { codeCells, ipynb } from "./ipynb.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";

const setUp = `import { moons } from "noisebook/data";
import { linear, posterior } from "noisebook/schedules";
import { gaussian } from "noisebook/diffusion";
import { claim, normal } from "noisebook/derivation";
const diffusion = gaussian({ schedule: linear({ steps: 50 }) });
const { schedule } = diffusion;`;
const bound = "await diffusion.elbo((x) => x.mul(0.5), moons(64, { seed: 1 }));";
const mean = String.raw`await claim(String.raw${"`"}\tilde\mu_t=\frac{\sqrt{\bar\alpha_{t-1}}\,\beta_t}{1-\bar\alpha_t}x_0+\frac{\sqrt{\alpha_t}(1-\bar\alpha_{t-1})}{1-\bar\alpha_t}x_t${"`"}, {
  left: ({ x0, xt, t }) => schedule.posteriorMeanX0[t] * x0 + schedule.posteriorMeanXt[t] * xt,
  right: ({ x0, xt, t }) => {
    const { x0: ofX0, xt: ofXt } = posterior(schedule.level(t), schedule.level(t - 1));
    return FACTOR * (ofX0 * x0 + ofXt * xt);
  },
  over: { x0: normal(), xt: normal(), t: [1, 10, 25, 49] },
});`;

const chains = `import { density, mcmc, randomWalk } from "noisebook/inference";
const normals = density({ dim: 3, logDensity: ([x, y, z]) => -(x * x + y * y + z * z) / 2 });
await mcmc(randomWalk(normals), { draws: 300, warmup: 200 })`;

seen(
  "a bound says where it is paid; an equation that holds says so, and a wrong one fails its cell; chains show how they walked",
  {
    name: "equations",
    files: {
      "a.ipynb": ipynb([setUp, bound, mean.replace("FACTOR * ", ""), chains, mean.replace("FACTOR", "1.01")]),
    },
  },
  async (workbench) => {
    const notebook = await openNotebook(workbench, "a.ipynb");
    await notebook.runAll();
    await notebook.idle(60_000);
    // From the top to the bottom, as they stand: to scroll back takes long.
    const look = async (selector: string, name: string): Promise<void> => {
      await notebook.reveal(selector, 60_000);
      await workbench.picture(name);
    };
    await look('[data-noisebook="elbo"]', "bound");
    await look('[data-noisebook="claim"]:has-text("Holds")', "claim holds");
    const table = await notebook.reveal('[data-noisebook="chains"]', 60_000);
    const row = (index: number) => table.locator("tbody tr").nth(index);
    await row(0).click();
    await row(0).press("ArrowDown");
    await row(1).press("End");
    assert.equal(await row(2).getAttribute("aria-selected"), "true");
    assert.equal(await table.locator(".nb-code.nb-strong").textContent(), "x[2]");
    assert.equal(await table.locator(".nb-chart .nb-chain").count(), 4, "a line for each chain");
    assert.equal(await table.locator(".nb-chart .nb-rank").count(), 4 * 20);
    await table.locator(".nb-panels").scrollIntoViewIfNeeded();
    await workbench.picture("chains");
    await look('[data-noisebook="claim"]:has-text("left / right is 0.990")', "claim fails");
    const [, , held, walked, failed] = codeCells(await notebook.save());
    assert.ok(walked.outputs?.some(({ data }) => data && "text/markdown" in data && "text/plain" in data));
    const types = held.outputs?.map(({ output_type }) => output_type);
    assert.deepEqual(types, ["display_data"]);
    assert.ok(failed.outputs?.some(({ ename }) => ename === "ClaimFailed"));
  },
);
