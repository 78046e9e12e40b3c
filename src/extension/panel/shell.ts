export interface Shell {
  /** Of the panel's script, as the page may load it. */
  script: string;
  nonce: string;
}

/**
 * The page of a panel. Only the script with this nonce runs, and what it imports; viewers set styles and draw pictures of
 * their own, and nothing is loaded from anywhere else.
 */
export const shellOf = ({ script, nonce }: Shell): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data: blob:" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Noisebook</title>
  </head>
  <body>
    <script type="module" nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
