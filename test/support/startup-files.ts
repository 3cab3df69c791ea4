import * as fc from "fast-check";

const line = fc.oneof(
  fc.constantFrom(
    "",
    "export PATH=$HOME/bin:$PATH",
    "export GOPROXY=https://a.example,direct",
    "# >>> conda initialize >>>",
    "# <<< conda initialize <<<",
    "alias ll='ls -l'  ",
    "if [ -f ~/.bash_aliases ]; then",
    "\t. ~/.bash_aliases",
    "fi",
    'echo "# >>> goproxy-cfg >>> managed by goproxy-cfg; do not edit between markers"',
    "x # <<< goproxy-cfg <<<",
    "# >>> goproxy-cfg >>>",
    "cat <<'EOF' \\",
    "  ",
  ),
  fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[\n\0]/g, "")),
);

/** Bytes that are no UTF-8: GBK, latin1, whatever. NUL, which no startup file has, left out. */
const raw = fc
  .uint8Array({ maxLength: 12, min: 1 })
  .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 0x0a ? 0x0b : byte))));

/** Startup files of all kinds: line ends, byte order mark, encodings, with and without an end of the last line. */
export const startupFile: fc.Arbitrary<Buffer> = fc
  .record({
    mark: fc.constantFrom("", "\uFEFF"),
    lines: fc.array(
      fc.oneof({ weight: 4, arbitrary: line.map((text) => Buffer.from(text)) }, raw),
      {
        maxLength: 8,
      },
    ),
    eol: fc.constantFrom("\n", "\n", "\r\n", "mixed", "\r"),
    last: fc.constantFrom("", "\n", "\n\n", "\r\n", "\r"),
  })
  .map(({ mark, lines, eol, last }) => {
    const pieces: Uint8Array[] = [Buffer.from(mark)];
    for (const [index, text] of lines.entries()) {
      const between = eol === "mixed" ? (index % 2 === 0 ? "\n" : "\r\n") : eol;
      if (index > 0) pieces.push(Buffer.from(between));
      pieces.push(text);
    }
    return Buffer.concat([...pieces, Buffer.from(last)]);
  })
  .filter((bytes) => !["fffe", "feff"].includes(bytes.subarray(0, 2).toString("hex")));
