import type { Tensor } from "../../protocol/index.ts";
import { set } from "../dom/element.ts";
import { outputElement } from "../dom/output.ts";
import type { Host } from "../host.ts";
import { installViewerStyles } from "../theme/styles.ts";
import type { View } from "../view.ts";
import { tensorBody, type Body } from "./body.ts";
import { comparedBody } from "./compared-body.ts";
import { cellOf, keepBody, kindOf, takeBody } from "./kept-bodies.ts";
import styles from "./tensor.css";

/** The viewer of one output. A tensor of the same shape that takes the place of another is shown as that one was. */
export function openTensor(first: Tensor, host: Host): View<Tensor> {
  installViewerStyles("tensor", styles);
  const element = outputElement("tensor", "");
  let tensor = first;
  let body: Body | null = null;
  let cell: string | null = null;

  function show(next: Tensor): void {
    const name = `${next.name ?? "Tensor"}, ${next.dtype} of shape ${next.shape.join(" by ") || "()"}`;
    set(element, { "aria-label": name });
    const same = kindOf(next) === kindOf(tensor);
    tensor = next;
    if (body && same) body.show(next);
    else {
      body?.dispose();
      body = cell === null ? null : takeBody(cell, next);
      if (body) body.show(next);
      else body = next.compared ? comparedBody(next, host) : tensorBody(next, host);
      element.replaceChildren(body.element);
    }
    body.draw();
  }

  return {
    element,
    mounted() {
      // When it goes, it may no longer stand in the page.
      cell = cellOf(element);
      show(first);
    },
    update: show,
    dispose() {
      if (body && cell !== null) keepBody(cell, tensor, body);
      else body?.dispose();
      body = null;
    },
  };
}
