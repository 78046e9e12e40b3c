const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it may stand in HTML, between tags and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]);

/** JSON as it may stand in a script element, which ends at the first `</script` whatever is around it. */
export const escapeJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");
