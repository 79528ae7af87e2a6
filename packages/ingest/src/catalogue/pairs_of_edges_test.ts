import { queryRows } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { createTable, rowsOf, withProducts } from "./_testing.ts";
import { pairsOfEdges } from "./pairs_of_edges.ts";

const ITEMS = "code UINTEGER, id VARCHAR";

Deno.test("pairsOfEdges() turns directions round where codes and rows disagree", () =>
  withProducts(async (connection) => {
    // Codes by first sight, rows by id: "c" is code 0 and row 2.
    await createTable(connection, "ids", ITEMS, ["0, 'c'", "1, 'a'", "2, 'b'"]);
    await createTable(
      connection,
      "edges",
      "a UINTEGER, b UINTEGER, directions UTINYINT",
      // c names a by relation 0, a names c by relation 3; c and b both ways by
      // relation 1; a names b by relation 2.
      [
        `0, 1, ${0b10_00_00_01}`,
        `0, 2, ${0b00_00_11_00}`,
        `1, 2, ${0b00_01_00_00}`,
      ],
    );
    const figures = await pairsOfEdges(connection);
    assert.deepEqual(await rowsOf(connection, "pairs"), [
      [0, 1, 0b00_01_00_00],
      [0, 2, 0b01_00_00_10],
      [1, 2, 0b00_00_11_00],
    ]);
    assert.equal(figures.degrees().mean, 2);
  }));

Deno.test("pairsOfEdges() turns every set of directions round", () =>
  withProducts(async (connection) => {
    // Pair d is of code d, row 256 + d, and code 256 + d, row d.
    await connection.run(
      `CREATE TABLE ids AS
         SELECT i::UINTEGER AS code, chr(98 - (i // 256)::INT) || format('{:03d}', i % 256) AS id
         FROM range(512) t(i);
       CREATE TABLE edges AS
         SELECT i::UINTEGER AS a, (256 + i)::UINTEGER AS b, i::UTINYINT AS directions
         FROM range(256) t(i)`,
    );
    await pairsOfEdges(connection);
    const swapped = (directions: number, k: number) =>
      [0, 2, 1, 3][directions >> 2 * k & 3]! << 2 * k;
    assert.deepEqual(
      await rowsOf(connection, "pairs"),
      Array.from({ length: 256 }, (_, d) => [
        d,
        256 + d,
        swapped(d, 0) | swapped(d, 1) | swapped(d, 2) | swapped(d, 3),
      ]),
    );
  }));

Deno.test("pairsOfEdges() keeps weights and times, sorts, and leaves out ids in no pair", () =>
  withProducts(async (connection) => {
    await createTable(connection, "ids", ITEMS, [
      "0, 'z'",
      "1, 'é'",
      "2, 'alone'",
      "3, 'B'",
      "4, 'a'",
    ]);
    await createTable(
      connection,
      "edges",
      "a UINTEGER, b UINTEGER, weight FLOAT, time DOUBLE",
      ["0, 1, 0.5, 7", "1, 3, 2, 5.25", "0, 4, 1, -1"],
    );
    const figures = await pairsOfEdges(connection);
    assert.deepEqual(
      await queryRows(connection, "SELECT row, id FROM items ORDER BY row"),
      [[0, "B"], [1, "a"], [2, "z"], [3, "é"]],
    );
    assert.deepEqual(await rowsOf(connection, "pairs"), [
      [0, 3, 2, 5.25],
      [1, 2, 1, -1],
      [2, 3, 0.5, 7],
    ]);
    assert.deepEqual(figures.hubs().slice(0, 2), [
      { row: 2, degree: 2 },
      { row: 3, degree: 2 },
    ]);
    await assert.rejects(connection.run("FROM edges"), /edges does not exist/);
  }));

Deno.test("pairsOfEdges() makes empty tables where there is no edge", () =>
  withProducts(async (connection) => {
    await createTable(connection, "ids", ITEMS, ["0, 'a'"]);
    await createTable(
      connection,
      "edges",
      "a UINTEGER, b UINTEGER, weight FLOAT",
      [],
    );
    const figures = await pairsOfEdges(connection);
    assert.deepEqual(await rowsOf(connection, "items"), []);
    assert.deepEqual(await rowsOf(connection, "pairs"), []);
    assert.equal(figures.components().count, 0);
  }));
