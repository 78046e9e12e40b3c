import js from "@eslint/js";
import importX, { createNodeResolver } from "eslint-plugin-import-x";
import globals from "globals";
import tseslint from "typescript-eslint";

/** The rooms of src/ and the rooms each may call: an arrow that is not here is an error. */
const mayCall = {
  protocol: [],
  runtime: ["protocol"],
  kernel: ["protocol"],
  backends: ["protocol"],
  client: ["protocol"],
  page: ["protocol"],
  extension: ["backends", "client", "page", "protocol"],
  renderers: ["protocol"],
  jupyter: ["client", "protocol"],
  cli: ["backends", "client", "jupyter", "page", "protocol"],
};

const zones = Object.entries(mayCall).map(([room, allowed]) => ({
  target: `./src/${room}`,
  from: "./src",
  except: [`./${room}`, ...allowed.map((name) => `./${name}`)],
  message: `src/${room} may use ${allowed.map((name) => `src/${name}`).join(", ") || "no other room"}.`,
}));

/** Reading a tensor without waiting, as a call or taken out of it: webgpu cannot, so one file alone may. */
const readsAtOnce = [
  "MemberExpression[property.name=$]",
  "MemberExpression[property.value=$]",
  "Property[key.name=$]",
].map((selector) => ({
  selector: selector.replace("$", "/^(dataSync|arraySync|bytesSync|bufferSync)$/"),
  message:
    "Await data(): reads at once fail on webgpu. What cannot wait reads by src/runtime/core/read-now.ts.",
}));

export default tseslint.config(
  { ignores: ["dist", ".cache", "artifacts", "node_modules"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js"] })] },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: ["src/runtime/**/*.ts"],
    ignores: ["src/runtime/core/read-now.ts"],
    rules: { "no-restricted-syntax": ["error", ...readsAtOnce] },
  },
  {
    files: ["test/**/*.ts"],
    // node:test's functions return promises that the runner itself awaits.
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: { globals: globals.node },
  },
);
