import { type Note, note } from "../../findings.ts";
import { isPublicSuffix, publicForges } from "./hosts.ts";
import { matchPrefixPatterns } from "./patterns.ts";
import { strippedEnd } from "../text/typing.ts";

/** Two unrelated names: what matches both, matches everybody's. */
const strangers = ["aaaaaaa", "zz9-q"];

/**
 * Whether a pattern makes far more private than anybody's own modules: everything, a whole top-level domain,
 * or a whole forge.
 */
export function isTooBroad(pattern: string): boolean {
  if (!/[*?[\\]/.test(pattern)) return publicForges.includes(strippedEnd(pattern, "/"));
  const catches = (hosts: string[]) =>
    hosts.every((host) => matchPrefixPatterns(pattern, `${host}/x/y/z`) !== null);
  if (catches(["aaaaaaa.com", "zz9-q.org"])) return true;
  if (publicForges.some((forge) => catches(strangers.map((name) => `${forge}/${name}`)))) {
    return true;
  }
  const host = pattern.split("/", 1)[0]!;
  const tail = host.slice(host.lastIndexOf("*") + 1);
  return (
    tail.startsWith(".") &&
    isPublicSuffix(tail.slice(1)) &&
    catches(strangers.map((name) => name + tail))
  );
}

/** Modules that everybody requires, on hosts that have nothing but public ones. */
const publicModules = [
  "golang.org/toolchain",
  "golang.org/x/text",
  "google.golang.org/grpc",
  "cloud.google.com/go",
  "go.opentelemetry.io/otel",
  "go.uber.org/zap",
  "gopkg.in/yaml.v3",
  "k8s.io/api",
  "sigs.k8s.io/yaml",
  "rsc.io/quote",
];

/** Owners of such modules on a forge, from one end of the alphabet to the other. */
const publicOwners =
  "aws burntsushi cespare davecgh etcd-io fatih google hashicorp inconshreveable jmoiron kr lib mattn nats-io onsi pkg quic-go rs stretchr tidwall urfave valyala xuri yuin zeebo".split(
    " ",
  );

/**
 * Whether a pattern matches public modules of others: it is too broad, it names a host that has no other ones, or it
 * takes a part of a forge by a wildcard (`github.com/[a-m]*`). Who names one owner there, may be that owner.
 */
export function catchesPublicModules(pattern: string): boolean {
  if (isTooBroad(pattern)) return true;
  if (publicModules.some((module) => matchPrefixPatterns(pattern, module) !== null)) return true;
  const [, owner = ""] = pattern.split("/", 2);
  if (!/[*?[]/.test(owner)) return false;
  const modules = publicForges.flatMap((forge) =>
    publicOwners.map((name) => `${forge}/${name}/x/y`),
  );
  return modules.some((module) => matchPrefixPatterns(pattern, module) !== null);
}

/**
 * Why a pattern makes private what belongs to strangers (all of a forge, a whole top-level domain) or to go
 * itself. Empty for a pattern that is narrow enough.
 */
export function tooBroad(pattern: string): Note[] {
  const notes: Note[] = [];
  if (isTooBroad(pattern)) notes.push(note("private.too-broad", "warning", { pattern }));
  if (matchPrefixPatterns(pattern, "golang.org/toolchain") !== null) {
    notes.push(note("private.catches-toolchain", "warning", { pattern }));
  }
  return notes;
}
