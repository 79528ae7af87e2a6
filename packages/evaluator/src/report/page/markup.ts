/** HTML that needs no more escaping. */
export class Markup {
  /** The HTML. */
  readonly text: string;

  /** @param text Markup from this program, never text from outside. */
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text is escaped, HTML is not. */
export type MarkupValue = string | number | Markup | readonly MarkupValue[];

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Template tag (not named html, or the formatter would move its spaces) that
 * escapes every value that is not {@linkcode Markup}; good in
 * text and in quoted attributes.
 */
export function markup(
  parts: TemplateStringsArray,
  ...values: MarkupValue[]
): Markup {
  return new Markup(
    parts.reduce((sum, part, i) => sum + toMarkup(values[i - 1]!) + part),
  );
}

function toMarkup(value: MarkupValue): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(toMarkup).join("");
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
