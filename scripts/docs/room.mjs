/** A room of the built runtime. @param {string} name */
export const room = (name) => import(new URL(`../../dist/runtime/${name}.js`, import.meta.url).href);
