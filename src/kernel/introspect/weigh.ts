import * as acorn from "acorn";
import MagicString from "magic-string";
import { kernelName } from "../compile/rewrite.ts";
import { strip } from "../compile/strip.ts";
import { walk } from "../compile/walk.ts";

/** Nothing longer than this is handed to a function while somebody types. */
const heavy = 100_000;

const guard = "__weigh__";

/**
 * The script that evaluates an expression of a cell for a look at its value, or null if it is none. V8 refuses side
 * effects and ends loops, but nothing ends its own functions once they work on something huge, so whatever goes into
 * a call is weighed first.
 */
export async function weighed(expression: string): Promise<string | null> {
  const source = `(${expression}\n)`;
  const js = parse(source) ? source : await stripped(source);
  const program = js === null ? null : parse(js);
  if (js === null || program?.body.length !== 1 || program.body[0].type !== "ExpressionStatement")
    return null;

  const text = new MagicString(js);
  let allowed = true as boolean; // the visitor below may take it back
  const weigh = ({ start, end }: acorn.Node) => text.prependRight(start, `${guard}(`).appendLeft(end, ")");
  walk(program, (node) => {
    switch (node.type) {
      case "CallExpression":
      case "NewExpression":
        if (node.callee.type === "MemberExpression" && node.callee.object.type !== "Super")
          weigh(node.callee.object);
        for (const each of node.arguments) weigh(each.type === "SpreadElement" ? each.argument : each);
        break;
      case "MetaProperty":
        if (node.meta.name === "import") text.overwrite(node.start, node.end, `${kernelName}.meta`);
        break;
      case "ImportExpression":
      case "AwaitExpression":
      case "YieldExpression":
        allowed = false;
        break;
      case "BinaryExpression":
        // A power of big integers knows no bounds.
        if (node.operator === "**") allowed = false;
        break;
    }
  });
  const expressionEnd = js.trimEnd().endsWith(";") ? js.lastIndexOf(";") : js.length;
  return allowed ? `((${guard}) => ${text.slice(0, expressionEnd)})(${weight})` : null;
}

const weight = `(value) => {
  const size = value?.length ?? value?.size ?? value;
  if ((typeof size === "number" || typeof size === "bigint") && size > ${heavy}) throw new RangeError("heavy");
  return value;
}`;

function parse(js: string): acorn.Program | null {
  try {
    return acorn.parse(js, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true,
    });
  } catch {
    return null;
  }
}

async function stripped(source: string): Promise<string | null> {
  try {
    return (await strip(source, "expression")).js;
  } catch {
    return null;
  }
}
