/**
 * Returns whether a `.dockerignore` lets a path into the build context: the last line
 * that matches the path, or a folder it is in, decides.
 *
 * @param text The file.
 */
export function dockerIgnore(text: string): (path: string) => boolean {
  const rules = text.split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({
      lets: line.startsWith("!"),
      pattern: patternOf(line.replace(/^!/, "").replace(/\/$/, "")),
    }));
  return (path) => {
    const steps = path.split("/");
    const places = steps.map((_, i) => steps.slice(0, i + 1).join("/"));
    const last = rules.findLast(({ pattern }) =>
      places.some((place) => pattern.test(place))
    );
    return last === undefined || last.lets;
  };
}

/** A pattern as Docker reads it: `**` is any folders, `*` and `?` stay within a name. */
function patternOf(glob: string): RegExp {
  const source = glob.replace(
    /\*\*\/|\*\*|[*?]|[^*?]+/g,
    (part) =>
      ({ "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" })[part] ??
        part.replace(/[.+^${}()|[\]\\]/g, "\\$&"),
  );
  return new RegExp(`^${source}$`);
}
