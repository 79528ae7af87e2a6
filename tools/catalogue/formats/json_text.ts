/** Texts that stand between double quotes as they are. */
const PLAIN = /^[ !#-\[\]-~]*$/;

/** Returns a text as JSON in ASCII, as the releases from 2018 on write it. */
export function jsonText(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Returns texts as a JSON list. */
export function jsonTexts(texts: readonly string[]): string {
  return `[${texts.map(jsonText).join(", ")}]`;
}

/** Returns a number with a comma before each three digits: `1,234`. */
export function withCommas(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
