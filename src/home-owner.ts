import type { Context } from "./context.ts";
import { Failure } from "./failure.ts";
import { findProgram } from "./programs.ts";

/**
 * Refuses to have root work in another user's home folder, as sudo does where it keeps HOME: links in it would
 * lead root anywhere, and what is made there (by go, too, which has files of its own there) would be closed to
 * its user. A home of somebody who has no name here is taken: containers are given such, and no user of this
 * machine is behind it. Throws Failure `foreign-home`.
 */
export async function expectOwnHome(ctx: Context): Promise<void> {
  if (ctx.user !== 0 || ctx.home === null) return;
  const owner = ownerOf(ctx, ctx.home);
  if (owner === null || owner === 0) return;
  const name = await nameOf(ctx, owner);
  if (name !== null) throw new Failure("foreign-home", { home: ctx.home, owner: name });
}

function ownerOf(ctx: Context, folder: string): number | null {
  try {
    return ctx.fs.statSync(folder).uid;
  } catch {
    return null;
  }
}

/** The name of a user; null where nobody has this number. Only id(1) knows the users of a network. */
async function nameOf(ctx: Context, user: number): Promise<string | null> {
  const program = findProgram(ctx, "id") ?? "/usr/bin/id";
  const args = ["-nu", String(user)];
  const { code, stdout } = await ctx.exec(program, {
    args,
    env: ctx.env,
    cwd: "/",
    timeout: 5_000,
  });
  return code === 0 ? stdout.trim() : null;
}
