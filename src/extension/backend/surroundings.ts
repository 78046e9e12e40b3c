import * as vscode from "vscode";
import type { Surroundings } from "../../backends/index.ts";
import { findNode } from "../../client/index.ts";

/** The Node that kernels run on, for what is tried and installed for them. */
export async function surroundingsOf(extension: vscode.Uri): Promise<Surroundings> {
  const configured = vscode.workspace.getConfiguration("noisebook").get<string>("node")?.trim();
  const { path, env } = await findNode(configured || null, process.execPath);
  return { node: path, env, dist: vscode.Uri.joinPath(extension, "dist").fsPath };
}
