import vm from "node:vm";

/** What a platform at the edge has beside the language itself. */
const WEB_GLOBALS = [
  "AbortController",
  "AbortSignal",
  "Blob",
  "Headers",
  "ReadableStream",
  "Request",
  "Response",
  "TextDecoder",
  "TextEncoder",
  "TransformStream",
  "URL",
  "URLSearchParams",
  "atob",
  "btoa",
  "clearTimeout",
  "console",
  "crypto",
  "fetch",
  "performance",
  "queueMicrotask",
  "setTimeout",
  "structuredClone",
] as const;

/** Held for good: what functions of a context find is lost with it. */
const contexts: vm.Context[] = [];

/**
 * Runs a script where there is the language and what the web has, and nothing of Node
 * or Deno: no `require`, no `import`, no `process`, no `Buffer`, no code from texts.
 *
 * @param script The script.
 * @param globals More that it finds, or in the place of others.
 * @returns What it has set as the global `kindred`.
 */
export function runInBareContext(
  script: string,
  globals: Record<string, unknown> = {},
  // deno-lint-ignore no-explicit-any -- whatever the script exports
): any {
  const known = globalThis as unknown as Record<string, unknown>;
  const context = vm.createContext(
    {
      ...Object.fromEntries(WEB_GLOBALS.map((name) => [name, known[name]])),
      ...globals,
    },
    { codeGeneration: { strings: false, wasm: false } },
  );
  contexts.push(context);
  return vm.runInContext(`${script}; kindred`, context);
}

/** Names that a program may find in Node or Deno and not at the edge. */
export const HOST_NAMES = [
  "Buffer",
  "Deno",
  "global",
  "module",
  "process",
  "require",
  "setImmediate",
] as const;
