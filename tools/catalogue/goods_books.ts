import type { Goods } from "./goods.ts";
import type { ItemRandom } from "./item_random.ts";

const THINGS =
  "Orchard,River,House,Lantern,Winter,Garden,Letter,Harbor,Mirror,Road,Secret,Daughter,Kingdom,Shadow,Promise,Island,Clock,Storm,Window,Song,Bridge,Fire,Silence,Crown,Field,Journey,Map,Stranger"
    .split(",");
const QUALITIES =
  "Glass,Last,Hidden,Broken,Silver,Long,Quiet,Burning,Forgotten,Distant,Crimson,Little,Wild,Perfect,Hollow,Golden,Lost,Second,Empty,Bright"
    .split(",");
const WHOSE =
  "Baker's,Widow's,Sailor's,King's,Teacher's,Gardener's,Captain's,Painter's"
    .split(",");

const ODD_ENDS = ['(or, "Homeward")', "au Café", "in\u00a0Brief", "à la Carte"];
/** Share of titles with an odd end. */
const ODD = 0.01;

function thing(random: ItemRandom): string {
  return `${random.chance(0.2) ? random.pick(WHOSE) : random.pick(QUALITIES)} ${
    random.pick(THINGS)
  }`;
}

/** A bookshop. */
export const BOOKS: Goods = {
  root: "Books",
  rankName: "Books",
  departments: [
    {
      name: "Literature & Fiction",
      kinds: ["Novels", "Short Stories", "Classics", "Poetry", "Sagas"],
    },
    {
      name: "Romance",
      kinds: ["Historical Romance", "Contemporary Romance", "Gothic Romance"],
    },
    {
      name: "Mystery & Suspense",
      kinds: [
        "Detective Stories",
        "Thrillers",
        "Cozy Mysteries",
        "Spy Stories",
      ],
    },
    {
      name: "Science Fiction & Fantasy",
      kinds: ["Space Opera", "Epic Fantasy", "Time Travel", "Urban Fantasy"],
    },
    {
      name: "Children's Books",
      kinds: [
        "Picture Books",
        "Chapter Books",
        "Activity Books",
        "Fairy Tales",
      ],
    },
    {
      name: "History",
      kinds: ["Military History", "Ancient History", "Local History", "Maps"],
    },
    {
      name: "Biographies & Memoirs",
      kinds: ["Memoirs", "Leaders", "Artists", "Travelers"],
    },
    {
      name: "Religion & Spirituality",
      kinds: ["Devotionals", "Theology", "Meditation", "Church History"],
    },
    {
      name: "Cookbooks, Food & Wine",
      kinds: ["Baking", "Regional Cooking", "Wine Guides", "Quick Meals"],
    },
    {
      name: "Crafts, Hobbies & Home",
      kinds: ["Knitting", "Quilting", "Gardening", "Woodworking", "Drawing"],
    },
    {
      name: "Business & Money",
      kinds: ["Management", "Investing", "Marketing", "Economics"],
    },
    {
      name: "Computers & Technology",
      kinds: ["Programming", "Databases", "Networking", "Certification"],
    },
    {
      name: "Science & Math",
      kinds: ["Algebra", "Physics", "Biology", "Astronomy", "Chemistry"],
    },
    {
      name: "Medical Books",
      kinds: ["Nursing", "Anatomy", "Pharmacology", "Psychology"],
    },
    {
      name: "Travel",
      kinds: ["City Guides", "Road Trips", "Phrasebooks", "Hiking Guides"],
    },
  ],
  narrowing:
    "American,British,Illustrated,Introductory,Advanced,Modern,Victorian,Medieval,Collected,Regional,Practical,World"
      .split(","),
  brandStarts:
    "Harr,Whit,Ash,Lang,Mor,Bren,Cald,O'N,Dup,Eld,Far,Gray,Holl,Lind,Penn,Redd,Stan,Thorn,Vand"
      .split(","),
  brandEnds:
    "ow,more,ley,ford,is,nan,well,eil,ont,ridge,ay,s,ingway,berg,ington,er,erson,en"
      .split(","),
  sentences: {
    plain: [
      "A {} story of love, loss and the long way home.",
      "In this {} debut, nothing is what it seems.",
      "The author lives in Vermont with two dogs and a {} garden.",
      "Drawing on {} new sources, this is the definitive account of its subject.",
      "Includes more than 200 {} photographs, maps &amp; diagrams.",
      "Now in its fourth edition, this {} textbook has been fully revised.",
      "Each chapter ends with {} exercises and a short summary.",
      "For readers who want {} answers without the jargon.",
      "<b>The {} bestseller, now in paperback.</b>",
      "He must choose between a {} promise and the woman he loves.",
      "A {} companion for students, teachers and the merely curious.",
      "Book three of the {} series that has sold over a million copies.",
      "First published in 1911, this {} classic is reproduced from the original artifact.",
      "Two families, one {} house, and a summer that changes everything.",
    ],
    apostrophes: [
      "When a {} stranger comes to town, she's the only one who isn't afraid.",
      "It's 1943, and the {} village can't keep its secrets any longer.",
      "With {} step-by-step instructions, you'll master the basics in a week.",
    ],
    odd: [
      '"A {} achievement" - The Morning Courier.',
      "Winner of the {} Prix\u00a0Lumi\u00e8re for a first novel.",
      "Translated from the {} French of Andr\u00e9 Villeneuve.",
    ],
  },
  praise:
    "haunting,luminous,gripping,richly detailed,long-forgotten,heartfelt,memorable,witty,scholarly,lavish,tender,dazzling,practical,sweeping,quiet,much-loved,razor-sharp,beautifully written,timely,masterly,charming,moving"
      .split(","),
  sentenceCount: 24,
  price: 14,
  rates: {
    title: 0.82,
    price: 0.71,
    brand: 0.02,
    description: 0.6,
    salesRank: 0.8,
    imUrl: 0.99,
  },
  title({ kind }, brand, random) {
    const shape = random.float();
    let title = shape < 0.5
      ? `The ${thing(random)}`
      : shape < 0.7
      ? `${random.pick(QUALITIES)} ${kind}`
      : `${random.pick(THINGS)} and ${random.pick(THINGS)}`;
    if (random.chance(0.3)) title += `: ${kind} from the ${thing(random)}`;
    if (random.chance(0.12)) title += " &amp; Other Stories";
    if (random.chance(ODD)) title += ` ${random.pick(ODD_ENDS)}`;
    if (random.chance(0.25)) {
      title += ` (${brand} Series, Book ${1 + random.below(12)})`;
    }
    return title;
  },
};
