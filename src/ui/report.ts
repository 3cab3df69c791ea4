export interface Report {
  document: unknown;
  raw: unknown;
  left: unknown;
  command: unknown;
  when: string;
  text: unknown;
  words: unknown;
}
export function reportPage(_report: Report): string {
  return "";
}
