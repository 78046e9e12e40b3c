import type { Tensor } from "../../protocol/index.ts";
import { segments } from "../controls/segments.ts";
import { h } from "../dom/element.ts";
import type { Host } from "../host.ts";
import { tensorBody, type Body } from "./body.ts";
import { verdict } from "./verdict.ts";

type Part = "difference" | "a" | "b";

/** The viewer of a difference: itself and the two tensors that it is of in turn, at the same slice and zoom. */
export function comparedBody(first: Tensor, host: Host): Body {
  let whole = first;
  let part: Part = "difference";
  const inner = tensorBody(first, host);
  const said = h("div");
  const choice = h("div");
  const element = h("div", { class: "nb-compared" }, said, choice, inner.element);

  const partOf = (tensor: Tensor): Tensor => {
    const sides = tensor.compared?.sides;
    return part === "difference" || !sides ? tensor : { ...sides[part === "a" ? 0 : 1], compared: null };
  };
  function put(tensor: Tensor): void {
    whole = tensor;
    if (!tensor.compared) return;
    const { sides, closeness } = tensor.compared;
    said.replaceChildren(verdict(closeness));
    const parts = segments<Part>(
      "Which of the two, or their difference",
      [
        ["a", sides[0].name ?? "a"],
        ["b", sides[1].name ?? "b"],
        ["difference", tensor.name ?? "difference"],
      ],
      (next) => {
        part = next;
        parts.choose(part);
        inner.show(partOf(whole));
        inner.draw();
      },
    );
    parts.choose(part);
    choice.replaceChildren(parts.element);
  }
  put(first);

  return {
    ...inner,
    element,
    show(tensor) {
      put(tensor);
      inner.show(partOf(tensor));
    },
  };
}
