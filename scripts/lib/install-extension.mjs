// Installs a .vsix into a web VS Code's own extensions folder.
import { mustRun } from "./command.mjs";
import { foldersOf } from "./web-server.mjs";

/** @param {{ node: string, main: string, data: string, vsix: string }} options */
export async function installExtension({ node, main, data, vsix }) {
  const { extensions, server, user } = foldersOf(data);
  await mustRun("Installing the packaged extension", "install-extension", node, [
    main,
    ...["--install-extension", vsix, "--accept-server-license-terms"],
    ...["--extensions-dir", extensions, "--server-data-dir", server, "--user-data-dir", user],
  ]);
}
