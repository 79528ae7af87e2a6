import { KindredError } from "@kindred/core";
import { COLUMN_ROLES, type ColumnNames } from "./column_roles.ts";

/**
 * Checks that no column was named where no source is a table: records have fields
 * of their own, and what was meant of a table would be passed over.
 *
 * @param wanted The columns that a person named.
 * @throws {KindredError} If there is one.
 */
export function expectNoColumns(wanted: ColumnNames = {}): void {
  const flags = COLUMN_ROLES
    .filter((role) => wanted[role] !== undefined)
    .map((role) => `--${role}`);
  if (flags.length === 0) return;
  throw new KindredError(
    `Cannot use ${
      flags.join(", ")
    }: one of the sources must be a table to have such a column, got only product records`,
  );
}
