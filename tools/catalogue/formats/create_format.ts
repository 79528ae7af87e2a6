import type { Goods } from "../goods.ts";
import type { ItemIds } from "../item_ids.ts";
import { Format2014 } from "./format_2014.ts";
import { Format2018 } from "./format_2018.ts";
import { Format2023 } from "./format_2023.ts";
import type { FormatName, RecordFormat } from "./record_format.ts";

const FORMATS = { "2014": Format2014, "2018": Format2018, "2023": Format2023 };

/** Returns the format of one release. */
export function createFormat(
  name: FormatName,
  goods: Goods,
  ids: ItemIds,
): RecordFormat {
  return new FORMATS[name](goods, ids);
}
