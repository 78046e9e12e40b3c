/** What a data URL carries, in base64. */
export const dataOf = (url: string): string => url.slice(url.indexOf(",") + 1);
