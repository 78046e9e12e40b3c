import { fit, type Loss } from "../../training/index.ts";
import type { Model } from "../../networks/index.ts";
import { limitsOf, type FamilyTraining, type Trained } from "./family.ts";

/** Fits a model that is trained by a single loss; where that ends with an error, the model is disposed of. */
export async function fitted<M extends Model>(
  model: M,
  loss: Loss<M>,
  { data, budget, batch, learningRate, seed, title, signal }: FamilyTraining,
): Promise<Pick<Trained, "title" | "size" | "steps" | "seconds" | "dispose">> {
  try {
    const { losses, seconds } = await fit(model, loss, {
      data,
      ...limitsOf(budget),
      batch,
      learningRate,
      seed,
      name: `${title}: ${model.title}`,
      ...(signal && { signal }),
    });
    const { title: what, size } = model;
    return { title: what, size, steps: losses.length, seconds, dispose: () => model.dispose() };
  } catch (error) {
    model.dispose();
    throw error;
  }
}
