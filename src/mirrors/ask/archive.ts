import { inflateRawSync } from "node:zlib";
import { newSha256 } from "../../sha256.ts";

/** Whether archive/zip would open it: the record that ends a zip stands in its last 64 KiB. */
export function isZip(bytes: Buffer): boolean {
  return endOf(bytes) !== null;
}

/**
 * The `h1:` hash of a module zip; null where it cannot be read. Source: golang.org/x/mod/sumdb/dirhash HashZip,
 * Hash1.
 */
export function hashOfZip(bytes: Buffer): string | null {
  try {
    return hashOf(filesOf(bytes));
  } catch {
    return null;
  }
}

/** The names of the files in a zip; null where it cannot be read. */
export function namesInZip(bytes: Buffer): string[] | null {
  try {
    return filesOf(bytes).map(({ name }) => name);
  } catch {
    return null;
  }
}

/** The `h1:` hash of a go.mod (modfetch goModSum). */
export function hashOfMod(bytes: Buffer): string {
  return hashOf([{ name: "go.mod", content: () => bytes }]);
}

/** A file of a zip; its content is there when it is asked for, so that one at a time is held. */
interface File {
  name: string;
  content(): Buffer;
}

function hashOf(files: readonly File[]): string {
  const sorted = files.toSorted((a, b) => Buffer.from(a.name).compare(Buffer.from(b.name)));
  const summary = newSha256();
  for (const { name, content } of sorted) {
    summary.update(`${newSha256().update(content()).digest("hex")}  ${name}\n`);
  }
  return `h1:${summary.digest("base64")}`;
}

/** Bytes of all files together; go takes 500 MiB (x/mod/zip MaxZipFile). A small zip may claim any number of them. */
const mostContent = 256 * 1024 * 1024;

/** The files of a zip, by its central directory. Throws where the bytes do not hold what it says, or too much. */
function filesOf(bytes: Buffer): File[] {
  const end = endOf(bytes);
  if (end === null) throw new RangeError("no zip");
  const files: File[] = [];
  let at = bytes.readUInt32LE(end + 16);
  let sum = 0;
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new RangeError("no entry");
    const nameLength = bytes.readUInt16LE(at + 28);
    const packed = bytes.readUInt32LE(at + 20);
    const size = bytes.readUInt32LE(at + 24);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + packed);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const isStored = bytes.readUInt16LE(at + 10) === 0;
    sum += Math.max(size, data.length);
    if (sum > mostContent) throw new RangeError("too much");
    // No more than it claims: a sum of claims that were not kept would be none.
    const content = () =>
      isStored ? data : inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
    files.push({ name, content });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

function endOf(bytes: Buffer): number | null {
  const last = bytes.length - 22;
  for (let at = last; at >= 0 && at > last - 65_536; at--) {
    if (bytes.readUInt32LE(at) === 0x06054b50) return at;
  }
  return null;
}
