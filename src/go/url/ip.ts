/** Why an address is no address, in Go's words, with the parts that Go quotes. */
export interface AddressError {
  message: string;
  at: string | null;
}

/** net/netip ParseAddr: "4" or "6" for an address, else what is wrong with it. */
export function parseAddress(text: string): "4" | "4in6" | "6" | AddressError {
  const first = /[.:%]/.exec(text)?.[0];
  if (first === "%") return wrong("missing IPv6 address");
  if (first === undefined) return wrong("unable to parse IP");
  if (first === ":") return parseIPv6(text);
  const octets = parseIPv4(text);
  return Array.isArray(octets) ? "4" : octets;
}

/** netip parseIPv4Fields: the four octets. */
function parseIPv4(text: string): number[] | AddressError {
  const octets: number[] = [];
  let value = 0;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char >= "0" && char <= "9") {
      if (digits === 1 && value === 0) return wrong("IPv4 field has octet with leading zero");
      value = value * 10 + Number(char);
      digits++;
      if (value > 255) return wrong("IPv4 field has value >255");
    } else if (char === ".") {
      if (i === 0 || i === text.length - 1 || text[i - 1] === ".") {
        return wrong("IPv4 field must have at least one digit", text.slice(i));
      }
      if (octets.length === 3) return wrong("IPv4 address too long");
      octets.push(value);
      value = 0;
      digits = 0;
    } else {
      return wrong("unexpected character", text.slice(i));
    }
  }
  if (octets.length < 3) return wrong("IPv4 address too short");
  return [...octets, value];
}

/** netip parseIPv6 */
function parseIPv6(text: string): "4in6" | "6" | AddressError {
  const percent = text.indexOf("%");
  if (percent === text.length - 1) return wrong("zone must be a non-empty string");
  let rest = percent === -1 ? text : text.slice(0, percent);
  const bytes: number[] = [];
  let ellipsis = -1;
  if (rest.startsWith("::")) {
    ellipsis = 0;
    rest = rest.slice(2);
    if (rest === "") return "6";
  }
  while (bytes.length < 16) {
    const digits = /^[0-9a-fA-F]*/.exec(rest)![0];
    if (digits.length > 4) return wrong("each group must have 4 or less digits", rest);
    if (digits === "") {
      return wrong("each colon-separated field must have at least one digit", rest);
    }
    if (rest[digits.length] === ".") {
      if (ellipsis < 0 && bytes.length !== 12) {
        return wrong("embedded IPv4 address must replace the final 2 fields of the address", rest);
      }
      if (bytes.length > 12) {
        return wrong("too many hex fields to fit an embedded IPv4 at the end of the address", rest);
      }
      const octets = parseIPv4(rest);
      if (!Array.isArray(octets)) return octets;
      bytes.push(...octets);
      rest = "";
      break;
    }
    const group = Number.parseInt(digits, 16);
    bytes.push(group >> 8, group & 0xff);
    rest = rest.slice(digits.length);
    if (rest === "") break;
    if (rest[0] !== ":") return wrong("unexpected character, want colon", rest);
    if (rest.length === 1) return wrong("colon must be followed by more characters", rest);
    rest = rest.slice(1);
    if (rest[0] === ":") {
      if (ellipsis >= 0) return wrong("multiple :: in address", rest);
      ellipsis = bytes.length;
      rest = rest.slice(1);
      if (rest === "") break;
    }
  }
  if (rest !== "") return wrong("trailing garbage after address", rest);
  if (bytes.length < 16) {
    if (ellipsis < 0) return wrong("address string too short");
    bytes.splice(ellipsis, 0, ...Array.from({ length: 16 - bytes.length }, () => 0));
  } else if (ellipsis >= 0) {
    return wrong("the :: must expand to at least one field of zeros");
  }
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0);
  return mapped && bytes[10] === 0xff && bytes[11] === 0xff ? "4in6" : "6";
}

function wrong(message: string, at: string | null = null): AddressError {
  return { message, at };
}
