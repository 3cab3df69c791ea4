/** The codes of what git and go need to fetch private modules. No passwords in any argument. */
export interface PrivateFindings {
  /** git has no wildcards where a pattern has one. */
  "git.rewrite-impossible": { pattern: string };
  /** git fetches `url` over ssh already: from `base`, as `file` says. */
  "git.rewrite-exists": { url: string; base: string; file: string };
  /** Another rule has `url` fetched from `base`. */
  "git.rewrite-conflict": { url: string; base: string; file: string; command: string };
  "git.rewrite-removed": { url: string; base: string };
  "private.login": PrivateLogin;
}

/**
 * Who logs in at a host, for git's requests or for those of go itself (`?go-get=1`, zips of a module server);
 * null: nobody. `file`: .netrc. `goauth`: the value, from go 1.24 on.
 */
export interface PrivateLogin {
  host: string;
  for: "git" | "go";
  by: "netrc" | "helper" | "header" | "command" | null;
  file: string;
  goauth: string | null;
}
