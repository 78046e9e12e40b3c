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

seen(
  "a bound says where it is paid; an equation that holds says so, and a wrong one fails its cell",
  {
    name: "equations",
    files: {
      "a.ipynb": ipynb([setUp, bound, mean.replace("FACTOR * ", ""), mean.replace("FACTOR", "1.01")]),
    },
  },
  async (workbench) => {
    const notebook = await openNotebook(workbench, "a.ipynb");
    await notebook.runAll();
    await notebook.idle(60_000);
    for (const [selector, name] of [
      ['[data-noisebook="elbo"]', "bound"],
      ['[data-noisebook="claim"]:has-text("Holds")', "claim holds"],
      ['[data-noisebook="claim"]:has-text("left / right is 0.990")', "claim fails"],
    ] as const) {
      await notebook.reveal(selector);
      await workbench.picture(name);
    }
    const [, , held, failed] = codeCells(await notebook.save());
    const types = held.outputs?.map(({ output_type }) => output_type);
    assert.deepEqual(types, ["display_data"]);
    assert.ok(failed.outputs?.some(({ ename }) => ename === "ClaimFailed"));
  },
);
