import { type Relation, RELATIONS } from "@kindred/core";
import { queryNumbers, queryRows } from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Hub, PairQuality, RelationFigures } from "./figures.ts";
import { type PairFigures, share } from "./pair_figures.ts";
import { columnNames, countRows } from "./query.ts";

/**
 * Returns what the pairs of a catalogue look like.
 *
 * @param connection Where `items`, `pairs` and `products` are.
 * @param figures What was gathered pair by pair.
 */
export async function describePairs(
  connection: DuckDBConnection,
  figures: PairFigures,
): Promise<PairQuality> {
  const items = await countRows(connection, "items");
  const columns = await columnNames(connection, "pairs");
  return {
    items,
    pairs: await countRows(connection, "pairs"),
    degrees: figures.degrees(),
    hubs: await describeHubs(connection, figures.hubs(), items),
    components: figures.components(),
    ...columns.includes("directions")
      ? { relations: await describeRelations(connection) }
      : {},
    ...columns.includes("weight")
      ? { weights: await describeWeights(connection) }
      : {},
    ...columns.includes("time")
      ? { times: await describeTimes(connection) }
      : {},
  };
}

async function describeHubs(
  connection: DuckDBConnection,
  hubs: readonly { row: number; degree: number }[],
  items: number,
): Promise<Hub[]> {
  if (hubs.length === 0) return [];
  const named = await queryRows(
    connection,
    `SELECT row, items.id, title FROM items LEFT JOIN products USING (id)
     WHERE row IN (${hubs.map(({ row }) => row)})`,
  );
  return hubs.map(({ row, degree }) => {
    const [, id, title] = named.find(([at]) => at === row)!;
    return {
      id: String(id),
      title: title as string | null,
      degree,
      share: share(degree, items - 1),
    };
  });
}

async function describeRelations(
  connection: DuckDBConnection,
): Promise<Record<Relation, RelationFigures>> {
  const counts = RELATIONS.flatMap((_, k) => {
    const bits = `(directions >> ${2 * k}) & 3`;
    return [`count_if(${bits} > 0)`, `count_if(${bits} IN (1, 2))`];
  });
  const [row] = await queryRows(connection, `SELECT ${counts} FROM pairs`);
  return Object.fromEntries(
    RELATIONS.map((relation, k) => [relation, {
      pairs: Number(row![2 * k]),
      oneWay: Number(row![2 * k + 1]),
    }]),
  ) as Record<Relation, RelationFigures>;
}

async function describeWeights(
  connection: DuckDBConnection,
): Promise<{ min: number; mean: number; max: number }> {
  const [row] = await queryRows(
    connection,
    "SELECT min(weight), max(weight), count(*) FROM pairs",
  );
  const [min, max, count] = row!.map(Number);
  const sum = await sumWeights(connection);
  return { min: min!, mean: share(sum, count!), max: max! };
}

/**
 * Returns the sum in the order of the pairs: the last digits of DuckDB's own,
 * fsum() too, depend on which of its threads adds when.
 */
async function sumWeights(connection: DuckDBConnection): Promise<number> {
  let sum = 0;
  const columns = queryNumbers(connection, "SELECT weight FROM pairs", [
    "float32",
  ]);
  for await (const [weights] of columns) {
    for (let p = 0; p < weights!.length; p++) sum += weights![p]!;
  }
  return sum;
}

async function describeTimes(
  connection: DuckDBConnection,
): Promise<{ first: number; last: number }> {
  const [row] = await queryRows(
    connection,
    "SELECT min(time), max(time) FROM pairs",
  );
  const [first, last] = row!.map(Number);
  return { first: first!, last: last! };
}
