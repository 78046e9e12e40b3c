// A chunk of its own, of these controls alone: an import() of the whole library would bring all of it.
export {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
} from "@vscode/webview-ui-toolkit";
