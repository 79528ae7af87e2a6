/** What kept TensorFlow from loading. */
export interface LoadObstacle {
  /** What is missing or does not fit. */
  missing: "binding" | "library" | "version" | "setting" | "unknown";
  /** What must hold, for an error message. */
  requirement: string;
  /** What was found, for an error message. */
  found: string;
}

/**
 * Says what an error means that was thrown when the package was loaded.
 *
 * @param message The error's message.
 * @returns What is missing, in words for a person.
 */
export function explainLoadError(message: string): LoadObstacle {
  const library = /(\S+\.(?:so|dylib|dll)[.\d]*): cannot open/.exec(message);
  if (/tfjs_binding\.node\) can not be found/.test(message)) {
    return {
      missing: "binding",
      requirement: "the package's native binding must be built",
      found: "none",
    };
  }
  if (library !== null) {
    return {
      missing: "library",
      requirement: `the library ${library[1]} must be found by the binding`,
      found: "none",
    };
  }
  const version = /version [`'](\S+)' not found \(required by ([^)]+)\)/
    .exec(message);
  if (version !== null) {
    return {
      missing: "version",
      requirement: `this system must have ${version[1]} for ${version[2]}`,
      found: "an older one",
    };
  }
  if (message.includes("exports is not defined")) {
    return {
      missing: "setting",
      requirement:
        "Deno must run with --node-modules-dir=manual, to load CommonJS from outside a project",
      found: "another setting",
    };
  }
  return {
    missing: "unknown",
    requirement: "the package must load",
    found: `"${message.split("\n")[0]}"`,
  };
}
