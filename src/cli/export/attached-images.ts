import * as v from "valibot";
import type { Cell } from "../notebook.ts";
import type { Images } from "./local-images.ts";
import { dataUrl, pictureIn } from "./saved.ts";

const Attachments = v.record(v.string(), v.record(v.string(), v.unknown()));

/** Pictures that the cell itself carries (`attachment:name.png`), then others. */
export function attachedImages(cell: Cell, others: Images): Images {
  const attachments = v.safeParse(Attachments, cell["attachments"] ?? {});
  return (source) => {
    if (!source.startsWith("attachment:")) return others(source);
    const name = decodeURIComponent(source.slice("attachment:".length));
    const found =
      attachments.success && Object.hasOwn(attachments.output, name) ? attachments.output[name] : null;
    const picture = found && pictureIn(found);
    return picture && dataUrl(picture);
  };
}
