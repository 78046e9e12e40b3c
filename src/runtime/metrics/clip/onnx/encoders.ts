import path from "node:path";
import type { OnnxTensor, Transformers } from "./library.ts";
import type { Embeddings, FromThread, Question, Start } from "./messages.ts";

/** Both encoders of a model, and the folder that its files are in. */
export interface Encoders {
  readonly folder: string;
  readonly embed: (question: Question) => Promise<Embeddings>;
}

/** Loads both encoders by transformers, and from the hub the files that say how texts and pictures are prepared, too. */
export async function loadEncoders(
  library: Transformers,
  { from, precision, models, hub }: Start,
  say: (message: FromThread) => void,
): Promise<Encoders> {
  const { env, LogLevel, Tensor } = library;
  env.cacheDir = models;
  env.logLevel = LogLevel.ERROR;
  if (hub !== undefined) env.remoteHost = hub;
  const where = "id" in from ? { revision: from.revision } : { local_files_only: true };
  const name = "id" in from ? from.id : from.folder;
  const options = {
    ...where,
    dtype: precision,
    device: "cpu" as const,
    progress_callback: ({ status, file = "", loaded = 0, total = 0 }: Progressing) => {
      if (status === "progress") say({ loading: { file, loaded, total } });
    },
  };
  if ("id" in from) {
    await library.AutoTokenizer.from_pretrained(name, where);
    await library.AutoImageProcessor.from_pretrained(name, where);
  }
  const vision = await library.CLIPVisionModelWithProjection.from_pretrained(name, options);
  const text = await library.CLIPTextModelWithProjection.from_pretrained(name, options);
  return {
    folder: "id" in from ? folderOf(models, from) : from.folder,
    async embed(question) {
      if ("pixels" in question) {
        const { pixels, shape } = question;
        return embeddingsOf(
          await vision({ pixel_values: new Tensor("float32", pixels, shape) }),
          "image_embeds",
        );
      }
      const { ids } = question;
      const shape = [ids.length, ids[0].length];
      const whole = (of: readonly number[]) => new Tensor("int64", BigInt64Array.from(of, BigInt), shape);
      const inputs = {
        input_ids: whole(ids.flat()),
        attention_mask: whole(ids.flatMap((row) => row.map(() => 1))),
      };
      return embeddingsOf(await text(inputs), "text_embeds");
    },
  };
}

type Progressing = { status: string; file?: string; loaded?: number; total?: number };

/** Where transformers keeps a model of the hub: those of another revision than "main" in a folder of their own. */
const folderOf = (models: string, { id, revision }: { id: string; revision: string }): string =>
  path.join(models, id, revision === "main" ? "" : revision);

function embeddingsOf(outputs: Readonly<Record<string, OnnxTensor>>, name: string): Embeddings {
  if (!Object.hasOwn(outputs, name)) {
    throw new Error(
      `it gives ${Object.keys(outputs).join(", ")}, and no ${name}: it is no export of CLIP's encoders with their projections`,
    );
  }
  const { data, dims } = outputs[name];
  return { values: Float32Array.from(data), shape: dims };
}
