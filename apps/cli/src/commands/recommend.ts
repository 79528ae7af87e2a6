/** `kindred recommend`: prints the items that go with an item. @module */
import { openModelFolder } from "@kindred/recommender/folder";
import { defineCommand } from "../define_command.ts";
import { itemLine, similarTable } from "../terminal/similar_table.ts";

export default defineCommand({
  summary: "print the items that go with an item",
  operands: { name: "MODEL", min: 1, max: 1 },
  flags: {
    item: {
      kind: "list",
      value: "ID",
      required: true,
      help: "whose similar items are wanted; may be given several times",
    },
    k: {
      kind: "number",
      short: "k",
      min: 1,
      max: 1000,
      whole: true,
      default: 10,
      help: "how many",
    },
  },
  examples: ["recommend kindred-demo/model --item PANTRY0001 -k 10"],
  async run([model], { item: ids, k }, context) {
    const recommender = await openModelFolder(model!);
    try {
      // Every id is looked up before anything is printed.
      const items = await Promise.all(ids.map((id) => recommender.item(id)));
      const result = [];
      for (const item of items) {
        const { items: similar } = await recommender.similarItems(item.id, {
          k,
        });
        context.print(itemLine(item));
        for (const line of similarTable(similar)) context.print(line);
        result.push({ item, similar });
      }
      return result;
    } finally {
      await recommender.close();
    }
  },
});
