// A page that stands by itself: no server, no network, no script but ours. The command line makes one of a notebook, the
// extension one of a single output. `src/renderers/page` is what runs in it.
export * from "./assets.ts";
export * from "./document.ts";
export * from "./escape.ts";
export * from "./output-page.ts";
export * from "./viewer-element.ts";
