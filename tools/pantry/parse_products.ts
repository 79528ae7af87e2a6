import type { SourceMistake } from "./source_mistake.ts";

/** Something on the shelf: one variant of an ingredient. */
export interface PantryProduct {
  /** Distinct among all products. */
  title: string;
  /** Absent for loose produce and the like. */
  brand?: string;
  /** In US dollars; absent where the shop shows none. */
  price?: number;
  /** The name that dishes use. */
  ingredient: string;
  /** From the widest to the narrowest, without the shop's own root. */
  categoryPath: string[];
  /** Where the product stands in its source, 1-based. */
  line: number;
}

/** `Brand: rest`, `(Brand) whole title` or `- whole title`, then the price. */
const PRODUCT =
  /^ {2}(?:\((?<owner>[^()]+)\) (?<whole>.+?)|- (?<plain>.+?)|(?<brand>[^:]+): (?<rest>.+?))(?: = (?<price>[\d.]+))?$/u;

/**
 * Returns the products of a source text, whose notation its head describes,
 * and every mistake in it; a line with a mistake gives no product.
 *
 * @param text The source, lines ending in `\n`.
 * @param file Its path, for the mistakes.
 */
export function parseProducts(
  text: string,
  file: string,
): { products: PantryProduct[]; mistakes: SourceMistake[] } {
  const products: PantryProduct[] = [];
  const mistakes: SourceMistake[] = [];
  const lineOfIngredient = new Map<string, number>();
  const lineOfTitle = new Map<string, number>();
  const barren = new Set<string>();
  let categoryPath: string[] | undefined;
  let ingredient: string | undefined;

  for (const [index, row] of text.split("\n").entries()) {
    const line = index + 1;
    const fail = (message: string) => mistakes.push({ file, line, message });

    if (row.trim() === "" || row === "#" || row.startsWith("# ")) continue;
    if (row.startsWith("[")) {
      const path = /^\[(.+)\]$/.exec(row)?.[1];
      categoryPath = path?.split(" > ");
      ingredient = undefined;
      if (path === undefined) {
        fail(`a category must read "[Wide > Narrow]", got "${row}"`);
      }
      continue;
    }
    if (!row.startsWith(" ")) {
      const earlier = lineOfIngredient.get(row);
      if (categoryPath === undefined) {
        fail(`an ingredient must stand under a category, got "${row}"`);
      } else if (earlier !== undefined) {
        fail(
          `an ingredient must appear once, got "${row}" again after line ${earlier}`,
        );
      } else {
        lineOfIngredient.set(row, line);
        barren.add(row);
      }
      ingredient = row;
      continue;
    }
    if (ingredient === undefined || categoryPath === undefined) {
      fail(`a product must stand under an ingredient, got "${row.trim()}"`);
      continue;
    }
    const product = parseProduct(row);
    if (typeof product === "string") {
      fail(product);
      continue;
    }
    const earlier = lineOfTitle.get(product.title);
    if (earlier !== undefined) {
      fail(
        `a title must appear once, got "${product.title}" again after line ${earlier}`,
      );
      continue;
    }
    lineOfTitle.set(product.title, line);
    barren.delete(ingredient);
    products.push({ ...product, ingredient, categoryPath, line });
  }

  for (const name of barren) {
    mistakes.push({
      file,
      line: lineOfIngredient.get(name)!,
      message: `an ingredient must have a product, got none for "${name}"`,
    });
  }
  return { products, mistakes };
}

/** Returns the parts of one product line, or what is wrong with it. */
function parseProduct(
  row: string,
): Pick<PantryProduct, "title" | "brand" | "price"> | string {
  const parts = PRODUCT.exec(row)?.groups;
  if (parts === undefined) {
    return `a product must read "  Brand: Title = price", got "${row}"`;
  }
  const brand = parts.brand ?? parts.owner;
  const title = parts.rest === undefined
    ? parts.whole ?? parts.plain!
    : `${brand} ${parts.rest}`;
  const price = parts.price === undefined ? undefined : Number(parts.price);
  if (price !== undefined && !(price > 0)) {
    return `a price must be a number of dollars above 0, got "${parts.price}"`;
  }
  const readable = unescape(title);
  if (readable === undefined) {
    return `an escape must be \\\\, \\t or \\uXXXX, got "${title}"`;
  }
  return {
    title: readable,
    ...(brand !== undefined && { brand }),
    ...(price !== undefined && { price }),
  };
}

/** Returns `text` with its escapes replaced, `undefined` if one is unknown. */
function unescape(text: string): string | undefined {
  let valid = true;
  const plain = text.replace(
    /\\(?:u([0-9a-f]{4})|(.?))/gi,
    (_, hex: string | undefined, letter: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
      if (letter === "\\") return "\\";
      if (letter === "t") return "\t";
      valid = false;
      return "";
    },
  );
  return valid ? plain : undefined;
}
