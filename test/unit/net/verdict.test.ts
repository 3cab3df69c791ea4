import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import type { HttpOutcome } from "../../../src/net/client.ts";
import { infoNote, statusNote } from "../../../src/net/verdict.ts";

function outcome(
  status: number,
  body = "",
  change: { headers?: Record<string, string>; redirects?: number } = {},
): HttpOutcome {
  return {
    response: {
      status,
      headers: change.headers ?? {},
      body: Buffer.from(body),
      bytes: Buffer.byteLength(body),
    },
    trouble: null,
    url: "https://m.example/x",
    redirects: change.redirects ?? 0,
    phases: { dns: null, connect: null, tls: null, firstByte: 1, total: 2 },
    proxy: null,
    connected: true,
    reused: false,
  };
}

const info = (body: string, change?: Parameters<typeof outcome>[2]) =>
  infoNote(outcome(200, body, change), "v1.2.3");

describe("an .info, as encoding/json reads it", () => {
  it.each([
    '{"Version":"v1.2.3"}',
    '{"Version":"v1.2.3","Time":"2024-01-02T03:04:05Z"}',
    '{"version":"v1.2.3","TIME":"2024-01-02T03:04:05.5+08:00","More":1}',
    '{"Version":"v0.0.1","VERSION":"v1.2.3"}',
    ' {"Version":"v1.2.3","Time":null}\n',
  ])("%s is right", (body) => {
    expect(info(body)).toBeNull();
  });

  it.each([
    ["{}", ""],
    ["null", ""],
    ['{"Version":null}', ""],
    ['{"Version":"v1.2.4"}', "v1.2.4"],
    ['{"Version":"v1.2.3","version":"v9"}', "v9"],
  ])("%s has another version", (body, got) => {
    expect(info(body)).toMatchObject({
      code: "net.wrong-version",
      args: { got, wanted: "v1.2.3" },
    });
  });

  it.each([
    ["[]", "not-json"],
    ['"v1.2.3"', "not-json"],
    ['{"Version":1}', "not-json"],
    ['{"Version":"v1.2.3","Time":"yesterday"}', "not-json"],
    ['{"Version":"v1.2.3","Time":"2024-13-02T03:04:05Z"}', "not-json"],
    ['{"Version":"v1.2.3"}x', "not-json"],
    ["", "empty"],
    ["<!DOCTYPE html><p>hello", "html"],
    ["\n<html><body>hello", "html"],
  ])("%j is none", (body, what) => {
    expect(info(body)).toMatchObject({ code: "net.bad-response", args: { body: what } });
  });

  it.each<[string, string, Parameters<typeof outcome>[2]]>([
    ["a page behind a redirect", "<html>hello", { redirects: 1 }],
    ["a form", "<html><FORM action=x>", {}],
    ["a field for a password", '<html><input name=p type="password">', {}],
    [
      "a form that is told by its type",
      "<!-- --><form>",
      { headers: { "content-type": "text/html" } },
    ],
  ])("%s is a captive portal", (_, body, change) => {
    expect(info(body, change)).toMatchObject({ code: "net.captive-portal" });
  });

  it("is no portal where the redirect led to other rubbish", () => {
    expect(info("oops", { redirects: 1 })).toMatchObject({ code: "net.bad-response" });
  });
});

describe("a status", () => {
  it.each<[string, HttpOutcome, string]>([
    ["401", outcome(401), "net.auth"],
    ["403", outcome(403, "go away"), "net.status"],
    [
      "403 with a challenge",
      outcome(403, "", { headers: { "www-authenticate": "Basic" } }),
      "net.auth",
    ],
    ["403 with a login page", outcome(403, "<html><form>"), "net.auth"],
    ["403 with another page", outcome(403, "<html>sorry"), "net.status"],
    ["407", outcome(407), "net.http-proxy"],
    ["418 with a login page", outcome(418, "<html><form>"), "net.status"],
    ["429", outcome(429), "net.rate-limited"],
    ["204", outcome(204), "net.status"],
    ["302", outcome(302), "net.status"],
  ])("%s", (_, given, code) => {
    expect(statusNote(given)?.code).toBe(code);
  });

  it("407 is the proxy's, where there is one", () => {
    const proxy = "http://proxy.corp:3128";
    expect(statusNote({ ...outcome(407), proxy })?.args).toEqual({
      proxy,
      reason: "auth",
      status: 407,
    });
  });

  it("tells how long to wait", () => {
    expect(statusNote(outcome(429, "", { headers: { "retry-after": "30" } }))?.args).toMatchObject({
      retryAfter: "30",
    });
  });
});
