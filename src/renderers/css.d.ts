// Style sheets are bundled as text, fonts as data URLs.
declare module "*.css" {
  const text: string;
  export default text;
}
declare module "*.woff2" {
  const dataUrl: string;
  export default dataUrl;
}
