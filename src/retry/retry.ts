import type { Context } from "../context.ts";
import type { Note } from "../findings.ts";
import type { Machine } from "../go/machine/layers.ts";
import { attempt, type Command, type Ended } from "./attempt.ts";
import {
  type Blame,
  blamedByGo,
  blamedForStall,
  guards,
  type Link,
  valueOf,
  without,
} from "./chain.ts";

export interface RetryOptions {
  /** How long a command may stand still in a download, in milliseconds. */
  stallMs: number;
  /** false: it is started once, whatever happens. */
  retries: boolean;
  /** GOPRIVATE and GONOPROXY in effect; "" where nothing is private. */
  privatePatterns: string;
  /** Go's words on the modules of this folder where those of the command were not read; null where there are none. */
  reproduce: (goproxy: string) => Promise<string | null>;
  /** Told before each further start, and where there is none though a mirror is at fault. */
  tell: (news: News) => void;
}

/** What is said between two starts. */
export interface News {
  kind: "again" | "last" | "guarded";
  /** What is left out, or would have been. */
  mirrors: string[];
  cause: Note | null;
  /** It stood still for so long, in milliseconds; null where it failed. */
  stalledMs: number | null;
}

/** One start of the command, and what a mirror did to it. */
export interface Attempt extends Ended {
  goproxy: string;
  cause: Note | null;
  /** Mirrors that were at fault, and are left out from then on. */
  blamed: string[];
  /** Mirrors that were left out because of earlier starts. */
  without: string[];
}

/**
 * Starts a command with the chain, and again without the mirrors that made it fail or stand still, as long as there are
 * others. It is started once where it ends well, is interrupted, or fails for a reason of its own.
 */
export async function startWithRetries(
  ctx: Context,
  machine: Machine,
  command: Command,
  chain: readonly Link[],
  options: RetryOptions,
): Promise<Attempt[]> {
  const { retries, tell } = options;
  const attempts: Attempt[] = [];
  const gone: string[] = [];
  for (let links = [...chain]; ;) {
    const goproxy = valueOf(links);
    const env = { ...command.env, GOPROXY: goproxy };
    const stallMs = retries ? options.stallMs : null;
    let blame: Blame = { links: new Set(), cause: null };
    const ended = await attempt(ctx, { ...command, env }, stallMs, async ({ goWaits }, said) => {
      if (goWaits === false || (goWaits === null && !isDownload(command))) return false;
      blame = await blamedForStall(ctx, machine, links, said);
      if (blame.links.size === 0 && goWaits === true)
        blame = { links: firstOf(links), cause: null };
      return blame.links.size > 0 && leadsOn(links, blame, options) === "again";
    });
    if (!ended.stalled) blame = await blameFor(ended, goproxy, links);
    const blamed = [...blame.links].map(({ id }) => id);
    attempts.push({ ...ended, goproxy, cause: blame.cause, blamed, without: [...gone] });
    if (blamed.length === 0 || ended.interrupted) return attempts;
    const kind = leadsOn(links, blame, options);
    const stalledMs = ended.stalled ? options.stallMs : null;
    tell({ kind, mirrors: blamed, cause: blame.cause, stalledMs });
    if (kind !== "again") return attempts;
    links = without(links, blame.links);
    gone.push(...blamed);
  }

  async function blameFor(ended: Ended, goproxy: string, links: readonly Link[]): Promise<Blame> {
    const nobody: Blame = { links: new Set(), cause: null };
    const { code, signal, failure, interrupted } = ended;
    if (!retries || code === 0 || signal !== null || failure !== null || interrupted) return nobody;
    const { reproduce } = options;
    const { said } = ended;
    const found = said === null ? null : await blamedByGo(ctx, machine, links, said);
    if (found !== null && (found.links.size > 0 || found.cause === null)) return found;
    // Go says of some failures neither the module nor the address, and on a terminal nothing was read.
    const again = await reproduce(goproxy);
    return again === null ? nobody : blamedByGo(ctx, machine, links, again);
  }
}

/** Where the system does not tell who waits: commands that do nothing but download. */
function isDownload({ program, args: [verb = ""] }: Command): boolean {
  return /(?:^|[\\/])go(?:\.exe)?$/i.test(program) && ["mod", "get", "list"].includes(verb);
}

/** go asks the first one first. */
function firstOf(links: readonly Link[]): Set<Link> {
  return new Set(links.filter(({ kind }) => kind === "url").slice(0, 1));
}

/** Whether somebody is left to be asked, and may be asked. */
function leadsOn(links: readonly Link[], { links: blamed }: Blame, options: RetryOptions) {
  const isGuard = (link: Link) => guards(link, links, options.privatePatterns);
  if ([...blamed].some(isGuard)) return "guarded";
  return without(links, blamed).some(({ kind }) => kind !== "off") ? "again" : "last";
}
