import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { hashOfMod, hashOfZip, isZip } from "../../../../src/mirrors/ask/ask-file.ts";

/** A zip whose central directory has the only entry so many times: each claims, and has, all of the content. */
function repeated(content: Uint8Array, times: number, claimed = content.length): Buffer {
  const zip = Buffer.from(zipSync({ "m@v1.0.0/file": content }));
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  const start = zip.readUInt32LE(end + 16);
  const entry = zip.subarray(start, end);
  entry.writeUInt32LE(claimed, 24);
  const last = Buffer.from(zip.subarray(end));
  last.writeUInt16LE(times, 8);
  last.writeUInt16LE(times, 10);
  last.writeUInt32LE(entry.length * times, 12);
  return Buffer.concat([zip.subarray(0, start), ...Array<Buffer>(times).fill(entry), last]);
}

describe("the hash of a module zip", () => {
  it("is that of dirhash", () => {
    // By hand, with sha256sum: the lines of dirhash Hash1, `<hash of the file>  <name>`, hashed in their turn.
    const zip = zipSync({ "b/x": strToU8("b\n"), "a/go.mod": strToU8("module a\n") });
    expect(isZip(Buffer.from(zip))).toBe(true);
    expect(hashOfZip(Buffer.from(zip))).toBe("h1:Puw4m9CosdsbcWRRBnvjJ4cqAMc6MO1lBnQPZ09fMys=");
    expect(hashOfMod(Buffer.from("module a\n"))).toBe(
      "h1:IIwHTnf823id4G8azyKepoWOXMWaUHS15Pv5+uAFabU=",
    );
  });

  const mebibyte = new Uint8Array(1024 * 1024);

  it("is not made of more than a module may hold, however small the zip", () => {
    const bomb = repeated(mebibyte, 257);
    expect(bomb.length).toBeLessThan(100_000);
    expect(hashOfZip(bomb)).toBeNull();
    expect(hashOfZip(repeated(mebibyte, 3))).toMatch(/^h1:/);
  });

  it("is not made of an entry that holds more than it claims", () => {
    expect(hashOfZip(repeated(mebibyte, 257, 10))).toBeNull();
  });

  it("is none of what is no zip, or is cut", () => {
    expect(hashOfZip(Buffer.from("no zip"))).toBeNull();
    const whole = repeated(mebibyte, 1);
    expect(hashOfZip(whole.subarray(40))).toBeNull();
  });
});
