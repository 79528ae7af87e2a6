import type { Clusters } from "./clusters.ts";
import { countPairs } from "./count_pairs.ts";
import { LinkCounts } from "./link_counts.ts";
import { Partners } from "./partners.ts";
import type { CatalogueShape } from "./presets.ts";
import { ProductLinks } from "./product_links.ts";
import { RELATION_BITS } from "./relation_bits.ts";

/** Clusters on which the rates are looked for; all are counted afterwards. */
const SAMPLED_CLUSTERS = 400;
/** Records on which the share of dangling links is measured. */
const SAMPLED_RECORDS = 10_000;
/** How near the pairs are brought to the request, and what is refused. */
const WANTED_ERROR = 0.003;
const ALLOWED_ERROR = 0.01;
/** In a catalogue of a few items one link more or less may be over 1 %. */
const ALLOWED_PAIRS = 5;
/** Full counts at most. */
const ROUNDS = 3;
/** Ends of the search; at the upper ends all lists are full. */
const SCALE_RANGE = [1 / 64, 4096] as const;
const UNKNOWN_RANGE = [1 / 64, 256] as const;

/** Links that make the pairs asked for. */
export interface CalibratedLinks {
  /** The links. */
  links: ProductLinks;
  /** The exact number of pairs that they make. */
  pairs: number;
}

/**
 * Finds how much products must name for the pairs and the share of dangling
 * links that a shape asks for.
 *
 * @throws {RangeError} If no lists of at most 100 ids make so many or so few
 * pairs.
 */
export function calibrateLinks(
  clusters: Clusters,
  shape: CatalogueShape,
  seed: number,
): CalibratedLinks {
  const { partners, pairs } = calibratePartners(clusters, shape.pairs, seed);
  const linksAt = (unknownPerKnown: number) =>
    new ProductLinks(clusters, partners, { unknownPerKnown, seed });
  const unknownPerKnown = shape.dangling === 0 ? 0 : solveIncreasing(
    (x) => danglingShare(linksAt(x), clusters.records),
    shape.dangling,
    UNKNOWN_RANGE,
    WANTED_ERROR,
  );
  return { links: linksAt(unknownPerKnown), pairs };
}

function calibratePartners(
  clusters: Clusters,
  wanted: number,
  seed: number,
): { partners: Partners; pairs: number } {
  const partnersAt = (scale: number) => new Partners(clusters, { scale, seed });
  const countAt = (scale: number, every = 1) =>
    countPairs(clusters, partnersAt(scale), every);

  const every = Math.max(1, Math.floor(clusters.count / SAMPLED_CLUSTERS));
  // What a count on the sample stands for; the full count sets it right.
  let weight: number = every;
  let scale = 1;
  let pairs = 0;
  for (let round = 0; round < ROUNDS; round++) {
    scale = solveIncreasing(
      (x) => weight * countAt(x, every),
      wanted,
      SCALE_RANGE,
      WANTED_ERROR / 3,
    );
    pairs = countAt(scale);
    if (every === 1 || isNear(pairs, wanted, WANTED_ERROR)) break;
    weight = pairs / countAt(scale, every);
  }
  if (
    !isNear(pairs, wanted, ALLOWED_ERROR) &&
    Math.abs(pairs - wanted) > ALLOWED_PAIRS
  ) {
    const [fewest, most] = SCALE_RANGE.map((end) => countAt(end));
    throw new RangeError(
      `Cannot make a catalogue: pairs must be from ${fewest} to ${most} for ${clusters.items} items, got ${wanted}`,
    );
  }
  return { partners: partnersAt(scale), pairs };
}

/** Returns the share of links that lead to no record, on some records. */
function danglingShare(links: ProductLinks, records: number): number {
  const every = Math.max(1, Math.floor(records / SAMPLED_RECORDS));
  const counts = new LinkCounts(records);
  for (let product = 0; product < records; product += every) {
    links.draw(product);
    counts.add(product, links);
  }
  const { links: all, danglingLinks } = counts.totals(RELATION_BITS);
  return all === 0 ? 0 : danglingLinks / all;
}

/** Returns x with `f(x)` near `wanted`, by halving on a logarithmic scale. */
function solveIncreasing(
  f: (x: number) => number,
  wanted: number,
  [low, high]: readonly [number, number],
  error: number,
): number {
  let x = low;
  for (let step = 0; step < 40; step++) {
    x = Math.sqrt(low * high);
    const found = f(x);
    if (isNear(found, wanted, error)) break;
    if (found < wanted) low = x;
    else high = x;
  }
  return x;
}

function isNear(found: number, wanted: number, error: number): boolean {
  return Math.abs(found - wanted) <= error * wanted;
}
