/** Hosts on which anybody can publish: making all of one private is never what is meant. */
export const publicForges = [
  "github.com",
  "gitlab.com",
  "bitbucket.org",
  "gitee.com",
  "codeberg.org",
  "git.sr.ht",
  "gitea.com",
  "jihulab.com",
  "gitcode.com",
  "gopkg.in",
];

/** Other hosts of open-source modules, some of which look like a company's. */
const publicHosts = new Set([
  ...publicForges,
  "code.cloudfoundry.org",
  "code.forgejo.org",
  "code.gitea.io",
  "code.google.com",
  "code.videolan.org",
  "git.apache.org",
  "git.eclipse.org",
  "git.fd.io",
  "git.kernel.org",
  "git.launchpad.net",
  "git.openstack.org",
  "git.osgeo.org",
  "git.savannah.gnu.org",
  "git.torproject.org",
  "git.zx2c4.com",
  "gitlab.alpinelinux.org",
  "gitlab.archlinux.org",
  "gitlab.cern.ch",
  "gitlab.eclipse.org",
  "gitlab.freedesktop.org",
  "gitlab.gnome.org",
  "gitlab.haskell.org",
  "gitlab.inria.fr",
  "gitlab.kitware.com",
  "gitlab.torproject.org",
  "gitlab.wikimedia.org",
  "gitlab.xfce.org",
]);

/** Top-level names that the public DNS does not have or keeps for examples: nobody else can own them. */
const internalNames = new Set(
  "corp domain home host internal intern intra intranet lan local localdomain localhost localnet priv private".split(
    " ",
  ),
);

/** What companies put in front of their domain for the machine that holds their code. */
const codeLabel = /^(?:git|gitlab|gitea|gogs|gerrit|github|bitbucket|stash|code|scm|svn|vcs|repo)$/;

const privateAddress =
  /^(?:10\.\d+\.\d+|127\.\d+\.\d+|169\.254\.\d+|192\.168\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+)\.\d+$/;

export type LooksPrivate = "internal-name" | "private-address" | "code-host";

/**
 * Why a module path looks as if it were a company's own, or null. Conservative: a vanity host or an unknown
 * domain is taken for public, `git.example.com` is not.
 */
export function looksPrivate(modulePath: string): LooksPrivate | null {
  const host = modulePath.split("/", 1)[0]!;
  const labels = host.split(".");
  if (labels.length < 2 || publicHosts.has(host)) return null;
  if (internalNames.has(labels.at(-1)!) || host.endsWith(".home.arpa")) return "internal-name";
  if (privateAddress.test(host)) return "private-address";
  return labels.length > 2 && codeLabel.test(labels[0]!) ? "code-host" : null;
}

/** Kept out of the public DNS for tests and examples (RFC 2606). */
const reservedNames = new Set(["example", "invalid", "test"]);

/** `com`, `org`, `co.uk`, `com.cn`: names below which strangers have domains. */
export function isPublicSuffix(name: string): boolean {
  const labels = name.split(".");
  if (labels.length === 1) {
    return /^[a-z]{2,}$/.test(name) && !internalNames.has(name) && !reservedNames.has(name);
  }
  return (
    labels.length === 2 &&
    /^(?:ac|co|com|edu|gov|net|ne|or|org)$/.test(labels[0]!) &&
    /^[a-z]{2}$/.test(labels[1]!)
  );
}
