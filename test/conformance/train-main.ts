// Prints the losses of a short training of each model, from the same seeds on whatever backend runs it.
import { fit } from "../../src/runtime/training/index.ts";
import { problems } from "./models.ts";

const all: Record<string, number[]> = {};
for (const { name, model, data, diffusion } of problems()) {
  const steps = name === "mlp" ? 60 : 6;
  const { losses } = await fit(model, diffusion.loss, { data, batch: 8, steps, seed: 3, learningRate: 3e-3 });
  all[name] = [...losses];
}
console.log(JSON.stringify(all));
