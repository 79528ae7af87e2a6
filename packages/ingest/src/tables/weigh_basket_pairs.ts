import type { DuckDBConnection } from "@duckdb/node-api";
import { TICKS } from "./basket_contents.ts";
import type { BasketWeight } from "./basket_options.ts";
import { queryNumber } from "./query_number.ts";
import { sqlDouble } from "./sql_double.ts";

/**
 * Makes `edges` (a, b, weight, and time where `timed`) of `contents`, `counts` and
 * `together`, and drops them.
 *
 * @param connection Where the tables are.
 * @param wishes Which weight, and what the tables have.
 * @returns How many pairs were left out as their weight is not above 0.
 */
export async function weighBasketPairs(
  connection: DuckDBConnection,
  { weight, decays, timed }: {
    weight: BasketWeight;
    decays: boolean;
    timed: boolean;
  },
): Promise<number> {
  const total = await queryNumber(
    connection,
    decays
      ? `SELECT CAST(sum(newest) AS DOUBLE) / ${sqlDouble(TICKS)} FROM
           (SELECT max(ticks) AS newest FROM contents GROUP BY basket)`
      : "SELECT count(DISTINCT basket) FROM contents",
  );
  const scale = sqlDouble(decays ? TICKS : 1);
  const mass = (of: string): string =>
    `(CAST(${of}.mass AS DOUBLE) / ${scale})`;
  const both = mass("t");
  const either = `(${mass("ca")} * ${mass("cb")})`;
  const lift = `(${both} * ${sqlDouble(total)} / ${either})`;
  const formula = {
    count: both,
    lift,
    cosine: `${both} / sqrt(${either})`,
    ppmi: `ln(${lift})`,
  }[weight];
  await connection.run(
    `CREATE TABLE edges AS
       SELECT a, b, CAST(${formula} AS FLOAT) AS weight${timed ? ", time" : ""}
       FROM together AS t
       JOIN counts AS ca ON ca.item = a JOIN counts AS cb ON cb.item = b
       ${weight === "ppmi" ? `WHERE ${lift} > 1` : ""}`,
  );
  const omitted = await queryNumber(
    connection,
    "SELECT (SELECT count(*) FROM together) - (SELECT count(*) FROM edges)",
  );
  await connection.run(
    "DROP TABLE together; DROP TABLE counts; DROP TABLE contents",
  );
  return omitted;
}
