// Python's word on what a literal means.
import { runPython } from "../_testing.ts";
import type { LooseJsonValue } from "./parse_loose_json.ts";

/** What Python says of a text; `outside` where we differ from it on purpose. */
export type PythonAnswer = { value: LooseJsonValue } | "refused" | "outside";

/** Prints for each text its value, dicts as entries, or why there is none. */
const PROGRAM = `
import ast, json, sys

class Outside(Exception):
    pass

def key(value):
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if not isinstance(value, str):
        raise Outside()
    return value

def tagged(value):
    if isinstance(value, dict):
        entries = [[key(k), tagged(v)] for k, v in value.items()]
        if len({k for k, _ in entries}) < len(entries):
            raise Outside()
        return {"dict": entries}
    if isinstance(value, (list, tuple)):
        return {"list": [tagged(v) for v in value]}
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return {"infinite": value > 0}
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    raise Outside()

def check_brackets(tree, source):
    """Round brackets around a key or behind a sign, and none around a tuple."""
    lines = source.replace("\\r\\n", "\\n").replace("\\r", "\\n").encode().split(b"\\n")
    if isinstance(tree.body, ast.Tuple) and not source.startswith("("):
        raise Outside()
    for node in ast.walk(tree):
        held = node.keys if isinstance(node, ast.Dict) else (
            [node.operand] if isinstance(node, ast.UnaryOp) else [])
        for part in held:
            if part is None:
                raise Outside()
            before = lines[part.lineno - 1][:part.col_offset].rstrip()
            if before == b"" or before.endswith(b"("):
                raise Outside()

def answer(text):
    source = text.lstrip(" \\t")
    try:
        tree = ast.parse(source, mode="eval")
        value = ast.literal_eval(tree)
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return "refused"
    try:
        value = {"value": tagged(value)}
        check_brackets(tree, source)
        return value
    except Outside:
        return "outside"

print(json.dumps([answer(text) for text in json.load(sys.stdin)]))
`;

/** Returns what `ast.literal_eval` says of each text, asked in one process. */
export function askPython(texts: readonly string[]): PythonAnswer[] {
  const answers = runPython(PROGRAM, texts) as (string | { value: unknown })[];
  return answers.map((answer) =>
    typeof answer === "string"
      ? answer as "refused" | "outside"
      : { value: untagged(answer.value) }
  );
}

function untagged(value: unknown): LooseJsonValue {
  if (typeof value !== "object" || value === null) {
    return value as LooseJsonValue;
  }
  if ("infinite" in value) return value.infinite ? Infinity : -Infinity;
  if ("list" in value) return (value.list as unknown[]).map(untagged);
  const { dict } = value as { dict: [string, unknown][] };
  return new Map(dict.map(([key, held]) => [key, untagged(held)]));
}
