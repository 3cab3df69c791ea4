import { newSha1, randomBytes } from "../sha256.ts";

/**
 * A line of an htpasswd file for the user `go`: {SSHA}, since nginx works a hash out at every request, and bcrypt would
 * hold it at a dozen of them a second. Source: ngx_crypt_ssha.
 */
export function loginLine(token: string): string {
  const salt = randomBytes(8);
  const digest = newSha1().update(token).update(salt).digest();
  return `go:{SSHA}${Buffer.concat([digest, salt]).toString("base64")}`;
}
