/** Where Windows keeps the environment variables of this user. */
export const userKey = String.raw`HKCU\Environment`;

/** Where it keeps those of all users; only an administrator may change them. */
export const machineKey = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment`;

/** Whose variables a place in the registry holds; null for a file. */
export function registryScope(place: string): "user" | "machine" | null {
  if (place.startsWith(userKey)) return "user";
  return place.startsWith(machineKey) ? "machine" : null;
}

/**
 * The command after which new terminals no longer have the value that stands in that key. The user's variable wins over
 * the machine's, so that a stored value needs no administrator: `shell install` puts it there.
 */
export function registryFix(place: string, key: string, stored: boolean): string {
  if (stored) return "goproxy-cfg shell install --yes";
  return `reg delete "${place}" /v ${key} /f`;
}
