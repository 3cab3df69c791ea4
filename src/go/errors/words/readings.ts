/** Code pages of Windows consoles that an encoder in JavaScript can be made for. */
const pages = [
  "gb18030",
  "big5",
  "shift_jis",
  "euc-kr",
  "ibm866",
  "windows-1251",
  "windows-1252",
] as const;
type Page = (typeof pages)[number] | "cp437" | "cp850";

const upper = {
  cp437:
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
  cp850:
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
};

/** A text that is longer than any system's message is none. */
const longest = 600;

/**
 * What a system's message may have been before it went through the wrong code page: bytes of one read as another,
 * or UTF-8 read as one (`鐢变簬` for 由于), in which the last character may be lost. The likelier ones first.
 */
export function* readings(said: string): Generator<string> {
  if (said.length > longest || /^[\x20-\x7e\s]*$/.test(said)) return;
  for (const page of ["gb18030", "cp850", "cp437", ...pages.slice(1).toReversed()] as const) {
    const bytes = encoded(said, page);
    if (bytes !== null) yield utf8.decode(bytes);
  }
  const raw = isLatin1(said) ? Buffer.from(said, "latin1") : encoded(said, "gb18030");
  if (raw === null) return;
  for (const page of pages) yield new TextDecoder(page).decode(raw);
  yield decodedAs("cp850", raw);
}

const utf8 = new TextDecoder("utf-8");

function isLatin1(text: string): boolean {
  return /^[\0-\xff]*$/.test(text);
}

function decodedAs(page: "cp437" | "cp850", bytes: Uint8Array): string {
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : upper[page][byte - 0x80],
  ).join("");
}

/** null where most of what is not ASCII is not of this code page. */
function encoded(text: string, page: Page): Uint8Array | null {
  const table = tableOf(page);
  const bytes: number[] = [];
  let [strange, missing] = [0, 0];
  for (const character of text) {
    if (character < "\x80") {
      bytes.push(character.charCodeAt(0));
      continue;
    }
    strange += 1;
    const known = table.get(character);
    if (known === undefined) missing += 1;
    else bytes.push(...known);
  }
  return missing * 3 > strange ? null : Uint8Array.from(bytes);
}

const tables = new Map<Page, ReadonlyMap<string, readonly number[]>>();

/** Made of the decoder: node has no encoder for these. */
function tableOf(page: Page): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(page);
  if (known !== undefined) return known;
  const table = new Map<string, readonly number[]>();
  const add = (bytes: readonly number[], character: string) => {
    if (character.length > 0 && !character.includes("\ufffd") && !table.has(character))
      table.set(character, bytes);
  };
  if (page === "cp437" || page === "cp850") {
    [...upper[page]].forEach((character, index) => add([0x80 + index], character));
  } else {
    const decoder = new TextDecoder(page);
    const decode = (...bytes: number[]) => decoder.decode(Uint8Array.from(bytes));
    for (let first = 0x80; first <= 0xff; first++) {
      const alone = decode(first);
      if ([...alone].length === 1) add([first], alone);
      if (page.startsWith("windows") || page === "ibm866") continue;
      for (let second = 0x40; second <= 0xfe; second++) {
        const pair = decode(first, second);
        if ([...pair].length === 1) add([first, second], pair);
      }
    }
  }
  tables.set(page, table);
  return table;
}
