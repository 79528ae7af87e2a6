import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";

/** One import in a source file. */
export interface SourceImport {
  /** What is imported, as written: `./train.ts`, `node:fs`, `@kindred/core`. */
  specifier: string;
  /** Whether it is there for types only, and gone when the code runs. */
  typeOnly: boolean;
  /** Whether it is loaded only when its place is reached. */
  dynamic: boolean;
}

/** Returns the paths of all TypeScript files in a folder and below it, sorted. */
export async function sourceFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Returns whether a file is there for tests only. */
export function isTestFile(path: string): boolean {
  return /(_test|_spec|_bench|_fixture)\.tsx?$|\/_testing\.ts$/.test(path);
}

/** Returns every import and re-export of a file. */
export async function importsOf(path: string): Promise<SourceImport[]> {
  const file = ts.createSourceFile(
    path,
    await readFile(path, "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: SourceImport[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)
    ) {
      found.push({
        specifier: node.moduleSpecifier.text,
        typeOnly: isTypeOnly(node),
        dynamic: false,
      });
    } else if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0] && ts.isStringLiteral(node.arguments[0])
    ) {
      found.push({
        specifier: node.arguments[0].text,
        typeOnly: false,
        dynamic: true,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isTypeOnly(
  node: ts.ImportDeclaration | ts.ExportDeclaration,
): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return clause.name === undefined && names !== undefined &&
    ts.isNamedImports(names) && names.elements.length > 0 &&
    names.elements.every((element) => element.isTypeOnly);
}
