/** Why a file is left as it is. */
export type FileRefusal =
  /** Our markers are not there as one pair: somebody edited them. */
  | "damaged"
  | "utf-16"
  | "binary"
  /** A folder in the place of the file, or a file in the place of a folder. */
  | "folder"
  | "not-a-folder"
  /** A pipe, a device or a socket. */
  | "special"
  | "unreadable"
  | "read-only"
  | "link-loop"
  /** Root would make it in somebody else's home folder. */
  | "sudo"
  /** Our file's name, but not our file. */
  | "foreign"
  /** A line that was to be commented out: not there any more, or not a mere assignment. */
  | "no-line"
  | "not-alone";

export interface ShellFindings {
  /** `snippet`: what the user can put into the file by hand. */
  /** Programs of the desktop see a change at the next login; `now`: what makes it so for those started from now on. */
  "shell.gui": { file: string; done: "written" | "removed"; now: readonly string[] };
  "shell.refused": { file: string; reason: FileRefusal; snippet: string | null };
}
