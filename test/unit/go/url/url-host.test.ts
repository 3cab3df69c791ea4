import { expect, it } from "vitest";
import { parseAddress } from "../../../../src/go/url/url-host.ts";

it.each([
  ["::1", "6"],
  ["1:2:3:4:5:6:7:8", "6"],
  ["::1%e n", "6"],
  ["1.2.3.4", "4"],
  ["::ffff:1.2.3.4", "4in6"],
  ["::255.2.3.4", "6"],
])("%s", (text, kind) => {
  expect(parseAddress(text)).toBe(kind);
});

// As go 1.27.4 says it.
it.each([
  ["1::2::3", "multiple :: in address", ":3"],
  ["12345::", "each group must have 4 or less digits", "12345::"],
  ["::g", "each colon-separated field must have at least one digit", "g"],
  ["::1.2.3.256", "IPv4 field has value >255", null],
  ["::01.2.3.4", "IPv4 field has octet with leading zero", null],
  ["::1.2.3", "IPv4 address too short", null],
  ["::1.2.3.4.5", "IPv4 address too long", null],
  ["::1..2.3", "IPv4 field must have at least one digit", ".2.3"],
  ["1:2:3:4:5:6:7", "address string too short", null],
  ["1:2:3:4:5:6:7:8:9", "trailing garbage after address", "9"],
  ["1:2:3:4:5:6:7::8", "the :: must expand to at least one field of zeros", null],
  ["1:", "colon must be followed by more characters", ":"],
  ["1:2.3.4.5", "embedded IPv4 address must replace the final 2 fields of the address", "2.3.4.5"],
  [
    "1:2:3:4:5:6:7::1.2.3.4",
    "too many hex fields to fit an embedded IPv4 at the end of the address",
    "1.2.3.4",
  ],
  ["::1%", "zone must be a non-empty string", null],
  ["%x", "missing IPv6 address", null],
  ["1.2.3.x", "unexpected character", "x"],
  ["", "unable to parse IP", null],
])("%j: %s", (text, message, at) => {
  expect(parseAddress(text)).toEqual({ message, at });
});
