import { writeFile } from "node:fs/promises";

/** Products of each world. */
const WORLD_SIZE = 12;

/** Returns the id of a product: `TEA00` to `TEA11`, `NUT00` to `NUT11`. */
export function worldId(world: "TEA" | "NUT", number: number): string {
  return world + String(number).padStart(2, "0");
}

/**
 * Writes loose metadata of two worlds, tea things and hardware, in which every
 * product is bought with every other of its world and with none of the other
 * world: what goes with what is known by construction.
 *
 * @param path The file.
 */
export async function writeTwoWorlds(path: string): Promise<void> {
  const lines = (["TEA", "NUT"] as const).flatMap((world) =>
    Array.from({ length: WORLD_SIZE }, (_, number) => {
      const others = Array.from({ length: WORLD_SIZE }, (_, other) => other)
        .filter((other) => other > number)
        .map((other) => `'${worldId(world, other)}'`);
      return `{'asin': '${worldId(world, number)}', ` +
        `'title': "${
          world === "TEA" ? "Earl's tea" : "Smith's nut"
        } ${number}", ` +
        `'price': ${number}.5, 'related': {'also_bought': [${others}]}}`;
    })
  );
  await writeFile(path, lines.join("\n") + "\n");
}
