import type { Literal, NoToolchain, UnusableProxy } from "../../findings.ts";
import type { FindingsText } from "../shape.ts";

const literals: Record<Literal, (text: string) => string> = {
  quotes: (text) => `the quotes ${text} are part of the value`,
  comment: () => "the comment is part of the value",
  space: () => "the spaces at the ends are part of the value",
  invisible: (text) => `it contains invisible characters or unusual spaces (${text})`,
  wide: (text) => `it contains full-width characters (${text})`,
  assignment: (text) => `${text} stands in the value itself`,
  "carriage-return": () => "the carriage return (Windows line end) is part of the value",
};

const unusable: Record<UnusableProxy, string> = {
  "no-host": "it names no host",
  host: "go takes it, but what it reads as the host is no host name",
  port: "there is no such port",
};

const unavailable: Record<NoToolchain, string> = {
  language: "it is a version of the language; a toolchain has a third number, as in go1.22.0",
  space: "there is no such version",
  "proxy-off": "GOPROXY=off forbids downloading it",
  local: "GOTOOLCHAIN keeps go from switching to it",
  "not-served": "no entry of GOPROXY serves it",
};

export const values = {
  "go.env-literal": ({ key, what, text }) => `${key}: ${literals[what](text)}.`,
  "go.env-empty-value": ({ key }) =>
    `${key} is stored as an empty value, which is not the same as unset; \`go env -u ${key}\` goes back to the default.`,
  "go.value-corrected": ({ key, corrected }) => `What was probably meant: ${key}=${corrected}`,
  "proxy.unusable": ({ entry, reason }) =>
    `${entry} can never serve a module: ${unusable[reason]}.`,
  "sumdb.unsupported-scheme": ({ url }) =>
    `go accepts the address ${url} but cannot use it: it must begin with https://, http:// or file://.`,
  "toolchain.unavailable": ({ toolchain, reason }) =>
    `The toolchain ${toolchain} cannot be downloaded: ${unavailable[reason]}. ${reason === "local" ? "go commands in this project fail." : "Unless a program of that name is on PATH, every go command will fail."}`,
} satisfies Partial<FindingsText>;
