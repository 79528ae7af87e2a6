import type { Clusters } from "./clusters.ts";
import type { Partners } from "./partners.ts";

/**
 * Returns how many distinct unordered pairs all partners make, without a record
 * written and in the memory of one cluster: pairs between clusters are named
 * from one side only, those within are marked in a square table.
 *
 * @param partners The catalogue's partners; what they hold is overwritten.
 * @param every Counts what the items of each `every`th cluster name, for an
 * estimate. Default 1, all.
 */
export function countPairs(
  clusters: Clusters,
  partners: Partners,
  every = 1,
): number {
  let pairs = 0;
  let marks = new Uint8Array(0);
  for (let cluster = 0; cluster < clusters.count; cluster += every) {
    const start = clusters.starts[cluster]!;
    const end = clusters.starts[cluster + 1]!;
    const size = end - start;
    if (marks.length < size * size) marks = new Uint8Array(size * size);
    else marks.fill(0, 0, size * size);
    for (let item = start; item < end; item++) {
      partners.draw(item, cluster);
      for (let i = 0; i < partners.length; i++) {
        const partner = partners.items[i]!;
        if (partner < start || partner >= end) {
          pairs++;
          continue;
        }
        const cell = item < partner
          ? (item - start) * size + partner - start
          : (partner - start) * size + item - start;
        pairs += 1 - marks[cell]!;
        marks[cell] = 1;
      }
    }
  }
  return pairs;
}
