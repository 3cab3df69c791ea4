const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template whose values are text: what HTML would take for its own is escaped. */
export function html(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  return parts.reduce(
    (page, part, at) =>
      page +
      String(values[at - 1] ?? "").replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign) +
      part,
  );
}
