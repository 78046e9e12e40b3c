import { icon } from "./controls/icons.ts";
import { h } from "./dom/element.ts";
import type { Notice } from "./notice-text.ts";

const icons = { info: "info", warn: "warn", error: "error", done: "pass" } as const;

/** One line that says in what state an output is, with at most a few ways out. */
export function notice({ tone, finding, detail }: Notice, ...ways: HTMLElement[]): HTMLElement {
  return h(
    "div",
    { class: `nb-notice ${tone}`, role: tone === "error" ? "alert" : "status" },
    icon(icons[tone]),
    h("span", { class: tone === "done" ? "nb-title" : "nb-strong nb-line" }, finding),
    h("span", { class: "nb-2 nb-detail", title: detail }, h("span", { class: "nb-cut" }, detail)),
    h("span", { class: "nb-push" }),
    ...ways,
  );
}
