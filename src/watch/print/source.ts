import { redactUrl } from "../../go/text/redact.ts";
import { parseEndpoint } from "../../net/endpoint.ts";
import { probeModule } from "../../catalog/catalog.ts";
import { infoUrl, type ProbeTarget } from "../../mirrors/probe.ts";

/** A mirror as monitoring asks it. */
export interface Monitored {
  id: string;
  /** The `.info` of the probe module, without credentials: what is printed is no place for them. */
  infoUrl: string;
}

/** What everything that is printed is made from. */
export interface PrintSource {
  mirrors: readonly Monitored[];
}

export function sourceOf(targets: readonly ProbeTarget[]): PrintSource {
  const mirrors = targets.flatMap(({ id, url }) => {
    const endpoint = parseEndpoint(url);
    if (endpoint === null || !/^https?$/.test(endpoint.scheme)) return [];
    return [{ id, infoUrl: redactUrl(infoUrl(endpoint, probeModule)) }];
  });
  return { mirrors };
}

/** A word of YAML: JSON's strings are YAML's. */
export const yaml = (text: string): string => JSON.stringify(text);
