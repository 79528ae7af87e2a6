import type { Finding } from "./finding.ts";

/** Columns of a line, where words allow it. */
const WIDTH = 100;

/** Returns findings as aligned lines; long ones go on below themselves. */
export function findingLines(findings: readonly Finding[]): string[] {
  const widest = Math.max(...findings.map(({ name }) => name.length));
  return findings.flatMap(({ name, ok, found }) => {
    const head = `${ok ? "ok  " : "FAIL"}  ${name.padEnd(widest)}  `;
    return wrapped(found, WIDTH - head.length).map((line, l) =>
      (l === 0 ? head : " ".repeat(head.length)) + line
    );
  });
}

/** Breaks a text between words; a word may be longer than a line. */
function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)!;
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
