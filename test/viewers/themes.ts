// The looks of VS Code's own themes without its variables, as an exported page has them: the class of the body, and the
// background that the viewers fall back to.

export interface Look {
  readonly className: string;
  readonly variables: Readonly<Record<string, string>>;
}

const look = (className: string, background: string, variables: Look["variables"] = {}): Look => ({
  className,
  variables: { "--vscode-editor-background": background, ...variables },
});

export const looks = {
  dark: look("vscode-dark", "#1f1f1f"),
  light: look("vscode-light", "#ffffff"),
  "high contrast dark": look("vscode-high-contrast", "#000000"),
  // VS Code tints what is chosen in a list there, and leaves the colour of its text as it is.
  "high contrast light": look("vscode-high-contrast vscode-high-contrast-light", "#ffffff", {
    "--vscode-list-activeSelectionBackground": "#0f4a851a",
  }),
} as const;
