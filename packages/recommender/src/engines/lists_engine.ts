import type {
  NeighbourList,
  NeighbourLists,
} from "../lists/neighbour_lists.ts";
import type { Engine, EngineAnswer, EngineQuery, Likeness } from "./engine.ts";
import { mergeLists } from "./_merge_lists.ts";
import { setLikeness } from "./_set_likeness.ts";

/**
 * Returns an engine over precomputed neighbour lists. It is exact for one item, as
 * far as the lists reach. A basket is answered from the lists of its items; see
 * {@linkcode EngineAnswer.exact} for whether the answer is sure.
 *
 * @param lists The lists.
 * @param close Lets go of what they are read from. Default nothing to do.
 */
export function listsEngine(
  lists: NeighbourLists,
  close: () => Promise<void> = () => Promise.resolve(),
): Engine {
  return new ListsEngine(lists, close);
}

class ListsEngine implements Engine {
  readonly name = "lists";
  readonly prefersOne = true;
  readonly #lists: NeighbourLists;
  readonly close: () => Promise<void>;

  constructor(lists: NeighbourLists, close: () => Promise<void>) {
    this.#lists = lists;
    this.close = close;
  }

  get reach(): number {
    return this.#lists.n;
  }

  async neighbours(query: EngineQuery): Promise<EngineAnswer> {
    const barred = new Set([...query.rows, ...query.excluded]);
    if (query.rows.length === 1) {
      // No more than is wanted is read, and what may be barred beside it.
      const read = Math.min(this.reach, query.k + query.excluded.length);
      const list = await this.#lists.list(query.rows[0]!, read);
      return fromOneList(list, read, query.k, barred, this.reach);
    }
    const lists = await this.#readAll(query.rows);
    return mergeLists(lists, query.weights, this.reach, query.k, barred);
  }

  async likeness(rows: Uint32Array): Promise<Likeness> {
    const lists = await this.#readAll(rows);
    // What goes with an item, the item itself included.
    return setLikeness(
      "lists",
      lists.map((list, at) => new Set(list.rows).add(rows[at]!)),
    );
  }

  #readAll(rows: Uint32Array): Promise<NeighbourList[]> {
    return Promise.all(Array.from(rows, (row) => this.#lists.list(row)));
  }
}

function fromOneList(
  list: NeighbourList,
  read: number,
  k: number,
  barred: ReadonlySet<number>,
  reach: number,
): EngineAnswer {
  let { rows, probabilities } = list;
  const isWhole = rows.length < read;
  if (barred.size > 1) {
    const places = [...rows.keys()].filter((at) => !barred.has(rows[at]!));
    rows = Uint32Array.from(places, (at) => list.rows[at]!);
    probabilities = Float32Array.from(places, (at) => list.probabilities[at]!);
  }
  const rest = rows.length > k || (!isWhole && read < reach)
    ? "more"
    : isWhole
    ? "none"
    : "unknown";
  return {
    rows: rows.subarray(0, k),
    probabilities: probabilities.subarray(0, k),
    exact: true,
    rest,
  };
}
