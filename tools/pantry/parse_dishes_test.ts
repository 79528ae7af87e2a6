import assert from "node:assert/strict";
import { parseDishes } from "./parse_dishes.ts";

const GOOD = "Miso Soup: white miso, dashi, silken tofu, wakame, scallions";

Deno.test("parseDishes() reads cuisines, dishes and comments", () => {
  const text = `# a comment\n#\n\n## Japanese\n${GOOD}\n`;
  assert.deepEqual(parseDishes(text, "d.txt"), {
    dishes: [{
      name: "Miso Soup",
      cuisine: "Japanese",
      ingredients: [
        "white miso",
        "dashi",
        "silken tofu",
        "wakame",
        "scallions",
      ],
      line: 5,
    }],
    mistakes: [],
  });
});

const CASES: [name: string, text: string, line: number, message: string][] = [
  ["no heading", GOOD, 1, `under a "## Cuisine" heading, got "Miso Soup"`],
  ["no list", "## A\nMiso Soup", 2, `must read "Name: ingredient, ingredient"`],
  ["a dish twice", `## A\n${GOOD}\n${GOOD}`, 3, "again after line 2"],
  ["too few", "## A\nToast: bread, butter", 2, "5 to 14 ingredients, got 2"],
  ["a repeat", "## A\nX: a, b, c, d, a", 2, `"a" twice`],
  ["an empty one", "## A\nX: a, b, , c, d", 2, `one comma and space, got ""`],
];

for (const [name, text, line, message] of CASES) {
  Deno.test(`parseDishes() reports ${name} with its line`, () => {
    const { mistakes } = parseDishes(text, "d.txt");
    assert.equal(mistakes.length, 1);
    assert.equal(mistakes[0]!.file, "d.txt");
    assert.equal(mistakes[0]!.line, line);
    assert.ok(mistakes[0]!.message.includes(message), mistakes[0]!.message);
  });
}
