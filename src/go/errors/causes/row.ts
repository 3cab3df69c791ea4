import type { Note } from "../../../findings.ts";
import type { Chain } from "../chain.ts";

/** `no-failure`: go's words are understood, and no download failed. */
export type Understood = Note | "no-failure";

/** A wording of go, and what it means; null where the rest of the message says that it means something else. */
export interface Wording {
  pattern: RegExp;
  make: (found: RegExpExecArray, chain: Chain) => Understood | null;
}

export function row(pattern: RegExp, make: Wording["make"]): Wording {
  return { pattern, make };
}

/** The first row of a group that fits a text. */
export function firstOf(rows: readonly Wording[], text: string, chain: Chain): Understood | null {
  for (const { pattern, make } of rows) {
    const found = pattern.exec(text);
    const understood = found === null ? null : make(found, chain);
    if (understood !== null) return understood;
  }
  return null;
}

/** Host and port as they stand in an address, without a login; "" where there is none. */
export function hostIn(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(url)?.[1] ?? "";
}

/** Whom a message is about: the host of the address that go asked for, else the one that was dialled. */
export function hostOfChain({ operation, cause }: Chain): string {
  if (operation !== null) return hostIn(operation.url);
  const dialled = /\bdial (?:tcp|udp)\S* (\S+?):? |->(\S+?): /.exec(`${cause} `);
  return dialled?.[1] ?? dialled?.[2] ?? "";
}
