/** What a column of a table can say. */
export const COLUMN_ROLES = [
  "left",
  "right",
  "relation",
  "weight",
  "basket",
  "item",
  "time",
  "quantity",
  "title",
  "brand",
  "price",
  "category",
] as const;

/** One of {@linkcode COLUMN_ROLES}. */
export type ColumnRole = typeof COLUMN_ROLES[number];

/** Names of columns, by what they say, as a person gives them. */
export type ColumnNames = { readonly [R in ColumnRole]?: string | undefined };

/** Columns, 0-based, by what they say. */
export type ColumnIndices = { [R in ColumnRole]?: number };

/**
 * Names by which columns that need not be named are found, in lower case without
 * spaces, hyphens and underscores. Of several lists the first that holds a name
 * of the table decides: an order says more of what goes together than the user
 * who placed it.
 */
export const DEFAULT_NAMES: Readonly<
  Record<Exclude<ColumnRole, "left" | "right">, readonly (readonly string[])[]>
> = {
  basket: [
    words(`basket basketid order orderid orderno ordernumber invoice invoiceid
      invoiceno invoicenumber transaction transactionid receipt receiptid session
      sessionid cart cartid bill billid billno playlist playlistid`),
    words(`user userid customer customerid reviewer reviewerid visitor visitorid
      member memberid household householdid client clientid`),
  ],
  item: [
    words(`item itemid itemno product productid sku skuid stockcode article
      articleid parentasin aid`),
    ["asin"],
    words("movie movieid book bookid track trackid song songid isbn"),
  ],
  relation: ranked("relation relationtype rel linktype"),
  weight: ranked("weight count score similarity strength value"),
  time: ranked(
    `timestamp time ts datetime date eventtime unixtime unixreviewtime createdat
      orderdate invoicedate transactiondate purchasedate tdat`,
  ),
  quantity: ranked("quantity qty units"),
  title: ranked(
    `title itemname itemtitle productname producttitle movietitle tracktitle name
      description productdescription`,
  ),
  brand: ranked("brand brandname manufacturer store"),
  price: ranked("price unitprice itemprice saleprice"),
  category: ranked("category categories genre genres class"),
};

/** Names of two columns that together are a pair. */
export const PAIR_NAMES: readonly (readonly [left: string, right: string])[] = [
  ["left", "right"],
  ["source", "target"],
  ["src", "dst"],
  ["from", "to"],
  ["fromnodeid", "tonodeid"],
  ["item1", "item2"],
  ["itemid1", "itemid2"],
  ["itema", "itemb"],
  ["product1", "product2"],
  ["producta", "productb"],
  ["item", "relateditem"],
  ["itemid", "relateditemid"],
  ["item", "related"],
  ["itemid", "relatedid"],
  ["productid", "relatedproductid"],
  ["asin", "relatedasin"],
  ["asin1", "asin2"],
  ["id1", "id2"],
];

/**
 * Columns that only reviews have. The `title` beside one of them is the review's,
 * not the item's.
 */
export const REVIEW_NAMES: readonly string[] = words(
  "text reviewtext summary helpfulvote verifiedpurchase verified",
);

/**
 * Returns a column's name as {@linkcode DEFAULT_NAMES} has it.
 *
 * @param name As the table has it.
 */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** Each name a list of its own: the earlier one wins. */
function ranked(text: string): string[][] {
  return words(text).map((name) => [name]);
}
