import { KindredError, nearestSpellings } from "@kindred/core";
import { stat } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { unreadableFileError } from "./_unreadable_file_error.ts";
import { DATA_SET_FAMILIES, dataSets } from "./data_sets.ts";
import type { Source } from "./source.ts";

/**
 * Finds what is meant by the words of a command line. A word is, the first that
 * fits: `-` for standard input, an `http:` or `https:` address, the path of a
 * file that exists, a pattern of paths (`*`, `?`, `[a-z]`, `{a,b}`, `**`), or the
 * name of a data set (`amazon-2014/Electronics`).
 *
 * @param words What was written, in the order in which it is to be read.
 * @returns The sources in that order; the files of a pattern by their names.
 * Nothing has been opened yet.
 * @throws {KindredError} If a word is none of these, a folder, or a pattern that
 * no file fits, or if a source is meant twice.
 *
 * @example
 * ```ts
 * import { resolveSources } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 *
 * const [piped, books] = await resolveSources(["-", "amazon-2014/Books"]);
 * assert.equal(piped?.kind, "stdin");
 * assert.ok(books?.kind === "http" && books.url.endsWith("meta_Books.json.gz"));
 * ```
 */
export async function resolveSources(
  words: readonly string[],
): Promise<Source[]> {
  const sources: Source[] = [];
  const places = new Set<string>();
  for (const word of words) {
    for (const source of await resolveWord(word)) {
      const place = placeOf(source);
      if (places.has(place)) {
        throw refusal(source.name, "it must be named once", "it twice");
      }
      places.add(place);
      sources.push(source);
    }
  }
  return sources;
}

async function resolveWord(word: string): Promise<Source[]> {
  if (word === "-") return [{ kind: "stdin", name: word }];
  if (/^https?:/i.test(word)) return [httpSource(word)];
  if (await isFile(word)) return [{ kind: "file", name: word, path: word }];
  if (isDynamicPattern(word)) {
    const paths = await glob(word, {
      absolute: isAbsolute(word),
      expandDirectories: false,
    });
    if (paths.length === 0) {
      throw refusal(word, "a file must fit the pattern", "none");
    }
    return paths.sort().map((path) => ({ kind: "file", name: path, path }));
  }
  const dataSet = dataSets().find(({ name }) => name === word);
  if (dataSet === undefined) throw notFound(word);
  return [{ kind: "http", name: word, url: dataSet.url, dataSet }];
}

function httpSource(word: string): Source {
  const url = URL.canParse(word) ? new URL(word) : null;
  if (!url?.hostname) {
    throw refusal(word, "the address must be whole", "one without a host");
  }
  if (url.username || url.password) {
    // Not repeated here: messages are kept in logs.
    throw refusal(
      `${url.protocol}//${url.host}${url.pathname}`,
      "the address must hold no password",
      "a user name or password",
    );
  }
  // A query may hold a token: the name goes into reports and manifests.
  const name = url.search === "" ? word : url.origin + url.pathname;
  return { kind: "http", name, url: url.href };
}

async function isFile(path: string): Promise<boolean> {
  try {
    if (!(await stat(path)).isDirectory()) return true;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return false;
    throw unreadableFileError(path, cause as NodeJS.ErrnoException);
  }
  throw unreadableFileError(
    path,
    Object.assign(new Error("a folder"), { code: "EISDIR" }),
  );
}

/** What the word could have meant, which is neither a file nor a data set. */
function notFound(word: string): KindredError {
  const scheme = word.match(/^([a-z][a-z0-9+.-]+):\/\//i)?.[1];
  if (scheme) {
    return refusal(
      word,
      "an address must begin with http:// or https://",
      `${scheme}://`,
    );
  }
  const nearest = nearestSpellings(word, dataSets().map(({ name }) => name));
  const family = DATA_SET_FAMILIES.find(({ name }) =>
    word === name || word.startsWith(`${name}/`)
  );
  if (nearest.length === 0 && family === undefined) {
    return unreadableFileError(
      word,
      Object.assign(new Error("no such file"), { code: "ENOENT" }),
    );
  }
  return refusal(
    word,
    "it must be a readable file or a data set",
    "neither; " +
      (nearest.length > 0
        ? `nearest ${nearest.join(", ")}`
        : `known of ${family!.name} are ${family!.members.join(", ")}`),
  );
}

/** What is the same for two names of one thing. */
function placeOf(source: Source): string {
  if (source.kind === "stdin") return "-";
  return source.kind === "http" ? source.url : resolve(source.path);
}

function refusal(name: string, must: string, got: string): KindredError {
  return new KindredError(`Cannot read "${name}": ${must}, got ${got}`);
}
