/** PowerShell's objects as XML, which `powershell` writes to stderr when another program reads it. */
const objects = /(?:#<\s*CLIXML\s*)?<Objs\b[^>]*>/g;

/** What an element says that is text of a stream, an error in words, or the message of one. */
const spoken = /<(S|ToString|TS)\b([^>]*)>([^<]*)<\/\1>/g;

/** A log with what its CLIXML says in the place of it. Linear. */
export function withoutClixml(text: string): string {
  if (!text.includes("<Objs")) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { index, 0: opening } of text.matchAll(objects)) {
    if (index < at) continue;
    const found = text.indexOf("</Objs>", index);
    const end = found === -1 ? text.length : found;
    parts.push(text.slice(at, index), saidIn(text.slice(index + opening.length, end)));
    at = end + "</Objs>".length;
  }
  parts.push(text.slice(at));
  return parts.join("\n");
}

/** `S S="…"` is a line of a stream (its last characters say so); a named string is a property, whose value counts too. */
function saidIn(xml: string): string {
  let said = "";
  for (const [, , attributes = "", text = ""] of xml.matchAll(spoken)) {
    const words = decoded(text);
    const isStream = /\bS="/.test(attributes);
    said += isStream ? words : `\n${words}\n`;
  }
  return said;
}

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
};

/** `&quot;`, `&#xA;` and the like as the characters that they stand for. */
export function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|quot|apos|amp));/g,
    (whole, hex, dec, name) => {
      if (name !== undefined) return entities[name] ?? whole;
      const code = hex === undefined ? Number(dec) : Number.parseInt(hex, 16);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : "";
    },
  );
}

function decoded(text: string): string {
  return withoutEntities(text).replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
