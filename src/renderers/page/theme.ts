type Theme = "light" | "dark";

/**
 * Shows the page in the system's theme until the button of class `theme` is pressed. The page's own colours follow
 * `color-scheme`, those of the viewers the class by which VS Code tells its themes.
 */
export function followTheme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen: Theme | null = null;
  const current = (): Theme => chosen ?? (system.matches ? "dark" : "light");
  const button = document.querySelector<HTMLButtonElement>("button.theme");

  const apply = (): void => {
    const theme = current();
    document.documentElement.style.colorScheme = theme;
    document.body.classList.toggle("vscode-dark", theme === "dark");
    document.body.classList.toggle("vscode-light", theme === "light");
    const label = `Switch to ${theme === "dark" ? "light" : "dark"} colours`;
    button?.setAttribute("aria-label", label);
    button?.setAttribute("title", label);
  };

  button?.addEventListener("click", () => {
    chosen = current() === "dark" ? "light" : "dark";
    apply();
  });
  system.addEventListener("change", apply);
  if (button) button.hidden = false;
  apply();
}
