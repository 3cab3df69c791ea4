/** What a library prints with console.log, as a text. */
export function printed(action: () => void): string {
  const { console } = globalThis;
  const { log } = console;
  let text = "";
  console.log = (line: string) => void (text += `${line}\n`);
  try {
    action();
  } finally {
    console.log = log;
  }
  return text;
}
