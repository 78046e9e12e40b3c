import assert from "node:assert/strict";
import { codeCells, ipynb } from "./ipynb.ts";
import { openNotebook } from "./notebook.ts";
import { seen } from "./seen.ts";
import { inOutputs, textInOutputs } from "./webview.ts";

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

seen(
  "a bound says where it is paid; an equation that holds says so, and a wrong one fails its cell",
  {
    name: "equations",
    files: {
      "a.ipynb": ipynb([setUp, bound, mean.replace("FACTOR * ", ""), mean.replace("FACTOR", "1.01")]),
    },
  },
  async (workbench) => {
    const { page } = workbench;
    const notebook = await openNotebook(workbench, "a.ipynb");
    await notebook.runCell(0);
    await notebook.runCell(1);
    await notebook.idle();
    await (await inOutputs(page, '[data-noisebook="elbo"]')).waitFor();
    await workbench.picture("bound");

    await notebook.runCell(2);
    await notebook.idle();
    await textInOutputs(page, /holds/i);
    await workbench.picture("claim holds");

    await notebook.runCell(3);
    await notebook.idle();
    await textInOutputs(page, /left \/ right is 0\.990/);
    await workbench.picture("claim fails");
    const failed = codeCells(await notebook.save())[3];
    assert.ok(failed?.outputs?.some(({ ename }) => ename === "ClaimFailed"));
  },
);
