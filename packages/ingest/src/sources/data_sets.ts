// Addresses and terms were looked up in November 2026 in what others publish
// that fetch or describe these files. The publishers themselves were out of reach
// of the machines that this was written on, so no file here was ever fetched.
// The 2018 and 2023 files were at datarepo.eng.ucsd.edu/mcauley_group/data/
// before.

/** Data sets of one publisher and one release. */
export interface DataSetFamily {
  /** The first part of their names, such as `amazon-2014`. */
  name: string;
  /** What they are, in a few words. */
  title: string;
  /** Who publishes them. */
  publisher: string;
  /** The page that describes them. */
  page: string;
  /** What the publisher asks of those who use them, in whole sentences. */
  terms: string;
  /** The second parts of their names. */
  members: readonly string[];
  /** Returns the address of a member's file. */
  urlOf: (member: string) => string;
}

/** A file that its publisher lets anybody fetch. */
export interface DataSet {
  /** Its whole name, such as `amazon-2014/Electronics`. */
  name: string;
  /** Its address. */
  url: string;
  /** What it belongs to, with the terms of use. */
  family: DataSetFamily;
}

const MCAULEY_LAB =
  "Julian McAuley's group, University of California San Diego";
const MCAULEY_LAB_FILES = "https://mcauleylab.ucsd.edu/public_datasets/data";

/** The data sets that can be read by name. */
export const DATA_SET_FAMILIES: readonly DataSetFamily[] = [
  {
    name: "amazon-2014",
    title: "Amazon product metadata, 1996 to 2014",
    publisher: MCAULEY_LAB,
    page: "https://cseweb.ucsd.edu/~jmcauley/datasets/amazon/links.html",
    terms:
      "Published for research without a named licence. Who uses it in any " +
      "way is asked to cite one or both of: R. He, J. McAuley, Ups and downs: " +
      "modeling the visual evolution of fashion trends with one-class " +
      "collaborative filtering, WWW 2016; J. McAuley, C. Targett, J. Shi, " +
      "A. van den Hengel, Image-based recommendations on styles and " +
      "substitutes, SIGIR 2015.",
    members: [
      "Amazon_Instant_Video",
      "Apps_for_Android",
      "Automotive",
      "Baby",
      "Beauty",
      "Books",
      "CDs_and_Vinyl",
      "Cell_Phones_and_Accessories",
      "Clothing_Shoes_and_Jewelry",
      "Digital_Music",
      "Electronics",
      "Grocery_and_Gourmet_Food",
      "Health_and_Personal_Care",
      "Home_and_Kitchen",
      "Kindle_Store",
      "Movies_and_TV",
      "Musical_Instruments",
      "Office_Products",
      "Patio_Lawn_and_Garden",
      "Pet_Supplies",
      "Sports_and_Outdoors",
      "Tools_and_Home_Improvement",
      "Toys_and_Games",
      "Video_Games",
    ],
    urlOf: (member) =>
      `https://snap.stanford.edu/data/amazon/productGraph/categoryFiles/meta_${member}.json.gz`,
  },
  {
    name: "amazon-2018",
    title: "Amazon product metadata, 1996 to 2018",
    publisher: MCAULEY_LAB,
    page: "https://cseweb.ucsd.edu/~jmcauley/datasets/amazon_v2/",
    terms:
      "Published for research without a named licence. Who uses it in any " +
      "way is asked to cite: J. Ni, J. Li, J. McAuley, Justifying " +
      "recommendations using distantly-labeled reviews and fine-grained " +
      "aspects, EMNLP 2019.",
    members: [
      "AMAZON_FASHION",
      "All_Beauty",
      "Appliances",
      "Arts_Crafts_and_Sewing",
      "Automotive",
      "Books",
      "CDs_and_Vinyl",
      "Cell_Phones_and_Accessories",
      "Clothing_Shoes_and_Jewelry",
      "Digital_Music",
      "Electronics",
      "Gift_Cards",
      "Grocery_and_Gourmet_Food",
      "Home_and_Kitchen",
      "Industrial_and_Scientific",
      "Kindle_Store",
      "Luxury_Beauty",
      "Magazine_Subscriptions",
      "Movies_and_TV",
      "Musical_Instruments",
      "Office_Products",
      "Patio_Lawn_and_Garden",
      "Pet_Supplies",
      "Prime_Pantry",
      "Software",
      "Sports_and_Outdoors",
      "Tools_and_Home_Improvement",
      "Toys_and_Games",
      "Video_Games",
    ],
    urlOf: (member) =>
      `${MCAULEY_LAB_FILES}/amazon_v2/metaFiles2/meta_${member}.json.gz`,
  },
  {
    name: "amazon-2023",
    title: "Amazon product metadata, 1996 to 2023",
    publisher: MCAULEY_LAB,
    page: "https://amazon-reviews-2023.github.io/",
    terms:
      "Published for research without a named licence. Who uses it is asked " +
      "to cite: Y. Hou, J. Li, Z. He, A. Yan, X. Chen, J. McAuley, Bridging " +
      "language and items for retrieval and recommendation, arXiv:2403.03952, " +
      "2024.",
    members: [
      "All_Beauty",
      "Amazon_Fashion",
      "Appliances",
      "Arts_Crafts_and_Sewing",
      "Automotive",
      "Baby_Products",
      "Beauty_and_Personal_Care",
      "Books",
      "CDs_and_Vinyl",
      "Cell_Phones_and_Accessories",
      "Clothing_Shoes_and_Jewelry",
      "Digital_Music",
      "Electronics",
      "Gift_Cards",
      "Grocery_and_Gourmet_Food",
      "Handmade_Products",
      "Health_and_Household",
      "Health_and_Personal_Care",
      "Home_and_Kitchen",
      "Industrial_and_Scientific",
      "Kindle_Store",
      "Magazine_Subscriptions",
      "Movies_and_TV",
      "Musical_Instruments",
      "Office_Products",
      "Patio_Lawn_and_Garden",
      "Pet_Supplies",
      "Software",
      "Sports_and_Outdoors",
      "Subscription_Boxes",
      "Tools_and_Home_Improvement",
      "Toys_and_Games",
      "Unknown",
      "Video_Games",
    ],
    urlOf: (member) =>
      `${MCAULEY_LAB_FILES}/amazon_2023/raw/meta_categories/meta_${member}.jsonl.gz`,
  },
  {
    name: "snap",
    title: "Amazon co-purchasing networks, 2003 and 2012",
    publisher: "Stanford Network Analysis Project",
    page: "https://snap.stanford.edu/data/",
    terms:
      "Published for research without a named licence. Who uses it is asked " +
      "to cite: J. Leskovec, A. Krevl, SNAP Datasets: Stanford large network " +
      "dataset collection, 2014; and for com-amazon J. Yang, J. Leskovec, " +
      "Defining and evaluating network communities based on ground-truth, " +
      "ICDM 2012, for the others J. Leskovec, L. Adamic, B. Huberman, The " +
      "dynamics of viral marketing, ACM Transactions on the Web 1(1), 2007.",
    members: [
      "amazon0302",
      "amazon0312",
      "amazon0505",
      "amazon0601",
      "com-amazon",
    ],
    urlOf: (member) =>
      member === "com-amazon"
        ? "https://snap.stanford.edu/data/bigdata/communities/com-amazon.ungraph.txt.gz"
        : `https://snap.stanford.edu/data/${member}.txt.gz`,
  },
];

/**
 * Returns all data sets that can be read by name, family by family.
 *
 * @example
 * ```ts
 * import { dataSets } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 *
 * const books = dataSets().find(({ name }) => name === "amazon-2014/Books");
 * assert.match(books!.url, /^https:.*Books/);
 * assert.match(books!.family.terms, /cite/);
 * ```
 */
export function dataSets(): DataSet[] {
  return DATA_SET_FAMILIES.flatMap((family) =>
    family.members.map((member) => ({
      name: `${family.name}/${member}`,
      url: family.urlOf(member),
      family,
    }))
  );
}
