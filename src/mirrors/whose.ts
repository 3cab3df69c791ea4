import { chainUrls, mirrorAt } from "./lookup.ts";

/**
 * Whether all of a GOPROXY list is the user's own, so that private modules may well come from there: at least
 * one URL, none of the catalog, no `direct`. undefined where it asks nobody.
 */
export function ownProxies(goproxy: string): boolean | undefined {
  const urls = chainUrls(goproxy);
  if (urls.length === 0) return undefined;
  return (
    urls.every((url) => mirrorAt(url) === null) && !/(?:^|[,|])\s*direct\s*(?:$|[,|])/.test(goproxy)
  );
}

/** Whether GOSUMDB names a checksum database other than Go's own, which may know private modules. */
export function ownSumdb(gosumdb: string): boolean {
  return !/^(?:|off|sum\.golang\.(?:org|google\.cn)(?:\s.*)?)$/.test(gosumdb.trim());
}
