import { Tensor, tensorFault } from "../../protocol/index.ts";
import { BadPayload, readPayload } from "../payload.ts";

/** A tensor's payload with shapes and data that fit together. Throws BadPayload. */
export function readTensor(json: unknown): Tensor {
  const payload = readPayload(Tensor, json);
  const fault = tensorFault(payload);
  if (fault) throw new BadPayload(`${fault}.`);
  return payload;
}
