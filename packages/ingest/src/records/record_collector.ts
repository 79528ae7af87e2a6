import type { ProductAppender } from "../catalogue/product_table.ts";
import type { LinkFigures, SkipReason } from "../ingest_report.ts";
import type { LinkLog } from "../links/link_log.ts";
import { IdTable } from "./id_table.ts";
import { RecordReader } from "./record_reader.ts";

/** Bits set in the numbers below 16. */
const BIT_COUNT = Uint8Array.from(
  { length: 16 },
  (_, bits) => (bits & 1) + (bits >> 1 & 1) + (bits >> 2 & 1) + (bits >> 3),
);

/** Characters of a line that are shown where it cannot be used. */
const SHOWN_BYTES = 60;

/** Why a line gave no product, and what was found. */
export interface RecordRefusal {
  /** The reason. */
  reason: SkipReason;
  /** What was found, for a person. */
  detail: string;
}

/**
 * Gathers products and what they name from the lines of any number of sources.
 * Of several records with one id the first counts.
 */
export class RecordCollector {
  #ids = new IdTable();
  #reader = new RecordReader(this.#ids);
  readonly #products: ProductAppender;
  readonly #log: LinkLog;
  #described = new Uint8Array(1 << 12);
  /** How many links name each code. */
  #namedTimes = new Uint32Array(1 << 12);
  #productCount = 0;
  #named = 0;
  #used = 0;
  #self = 0;
  #unusable = 0;

  /**
   * Begins with no record.
   *
   * @param products Receives the products.
   * @param log Receives what they name.
   */
  constructor(products: ProductAppender, log: LinkLog) {
    this.#products = products;
    this.#log = log;
  }

  /** All ids that were read, by code. */
  get ids(): IdTable {
    return this.#ids;
  }

  /** How many products were gathered. */
  get productCount(): number {
    return this.#productCount;
  }

  /** 1 for each code that a record describes, uint8, at least as long as `ids`. */
  get described(): Uint8Array {
    return this.#described;
  }

  /**
   * Takes the line `bytes[start, end)`.
   *
   * @returns Why it gave no product, or null if it did.
   */
  take(bytes: Uint8Array, start: number, end: number): RecordRefusal | null {
    const reader = this.#reader;
    const fault = reader.read(bytes, start, end);
    if (fault !== null) {
      return {
        reason: fault,
        detail: fault === "syntax"
          ? reader.syntaxError
          : startOf(bytes, start, end).trim(),
      };
    }
    this.#makeRoom();
    const { code } = reader;
    const id = this.ids.textOf(code);
    if (this.#described[code] === 1) {
      return { reason: "duplicate", detail: `"${id}"` };
    }
    this.#described[code] = 1;
    this.#productCount++;
    const { title, brand, price, categories } = reader;
    this.#products.append(code, { id, title, brand, price, categories });
    const { targets, relations, linkCount } = reader;
    this.#log.add(code, targets, relations, linkCount);
    for (let k = 0; k < linkCount; k++) {
      const times = BIT_COUNT[relations[k]!]!;
      this.#namedTimes[targets[k]!]! += times;
      this.#used += times;
    }
    this.#named += reader.namedCount;
    this.#self += reader.selfLinks;
    this.#unusable += reader.unusableLinks;
    return null;
  }

  /** Returns what the products name, once all of them are known. */
  figures(): LinkFigures {
    let dangling = 0;
    let danglingTargets = 0;
    for (let code = 0; code < this.ids.size; code++) {
      if (this.#described[code] === 1 || this.#namedTimes[code] === 0) continue;
      dangling += this.#namedTimes[code]!;
      danglingTargets++;
    }
    return {
      named: this.#named,
      repeated: this.#named - this.#used - this.#self,
      self: this.#self,
      dangling,
      danglingTargets,
      unusable: this.#unusable,
    };
  }

  /** Forgets everything: what was gathered is where it belongs. */
  release(): void {
    this.#ids = new IdTable();
    this.#reader = new RecordReader(this.#ids);
    this.#described = new Uint8Array(0);
    this.#namedTimes = new Uint32Array(0);
  }

  /** Makes the columns by code as long as there are codes. */
  #makeRoom(): void {
    const length = this.#described.length;
    if (this.ids.size <= length) return;
    const described = new Uint8Array(2 * this.ids.size);
    described.set(this.#described);
    this.#described = described;
    const namedTimes = new Uint32Array(2 * this.ids.size);
    namedTimes.set(this.#namedTimes);
    this.#namedTimes = namedTimes;
  }
}

/** The beginning of a line, for a person. */
function startOf(bytes: Uint8Array, start: number, end: number): string {
  const shown = bytes.subarray(start, Math.min(end, start + SHOWN_BYTES));
  return new TextDecoder().decode(shown);
}
