import { BlockList, isIP, isIPv4 } from "node:net";

/** What net.ParseIP takes: an address without a zone. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes("%");
}

/** How many bits the addresses of its family have. */
export function widthOf(address: string): number {
  return isIPv4(address) ? 32 : 128;
}

/**
 * net.IPNet.Contains: whether an address lies in the network that has the first bits of another one. An IPv4
 * address mapped into IPv6 is one of IPv4, and no wider network of IPv6 holds it.
 */
export function isInNetwork(
  address: string,
  network: string,
  bits: number = widthOf(network),
): boolean {
  const list = new BlockList();
  list.addSubnet(network, bits, familyOf(network));
  const isWide = !isIPv4(network) && bits < 96;
  return list.check(address, familyOf(address)) && !(isWide && isMapped(address));
}

export function isLoopback(address: string): boolean {
  return isInNetwork(address, "127.0.0.0", 8) || isInNetwork(address, "::1");
}

const isMapped = (address: string): boolean => isInNetwork(address, "::ffff:0:0", 96);

const familyOf = (address: string) => (isIPv4(address) ? "ipv4" : "ipv6");
