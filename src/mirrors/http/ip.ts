import { isIPv4, isIPv6 } from "node:net";

/**
 * The sixteen bytes of an IP address (an IPv4 one mapped into IPv6, as Go's net.IP does), or null for what
 * net.ParseIP would not take.
 */
export function ipBytes(text: string): number[] | null {
  if (isIPv4(text)) return [...mapped, ...text.split(".").map(Number)];
  if (text.includes("%") || !isIPv6(text)) return null;
  return groups(text).flatMap((group) => [group >> 8, group & 255]);
}

export function isLoopback(bytes: readonly number[]): boolean {
  return isMapped(bytes)
    ? bytes[12] === 127
    : bytes.every((byte, at) => byte === (at === 15 ? 1 : 0));
}

export interface Network {
  bytes: number[];
  bits: number;
}

/** net.ParseCIDR: an address, a slash, and as many bits as its family has at most. */
export function parseNetwork(text: string): Network | null {
  const [, address = "", length = ""] = /^([^/]*)\/(\d+)$/.exec(text) ?? [];
  const bytes = ipBytes(address);
  if (bytes === null) return null;
  const offset = isIPv4(address) ? 96 : 0;
  const bits = Number(length) + offset;
  if (bits > 128) return null;
  return { bytes: bytes.map((byte, at) => byte & mask(bits, at)), bits };
}

/** net.IPNet.Contains: a network of one family holds no address of the other. */
export function contains(network: Network, bytes: readonly number[]): boolean {
  if (isMapped(network.bytes) !== isMapped(bytes)) return false;
  return bytes.every((byte, at) => (byte & mask(network.bits, at)) === network.bytes[at]);
}

const mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255];

const isMapped = (bytes: readonly number[]): boolean =>
  mapped.every((byte, at) => bytes[at] === byte);

/** The part of byte `at` that a prefix of so many bits covers. */
function mask(bits: number, at: number): number {
  const covered = Math.min(8, Math.max(0, bits - at * 8));
  return (0xff << (8 - covered)) & 0xff;
}

/** The eight groups of a valid IPv6 address, whose last two may be written as IPv4. */
function groups(address: string): number[] {
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [head = "", tail] = hex.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(zeros).fill("0"), ...after].map((group) =>
    Number.parseInt(group, 16),
  );
}
