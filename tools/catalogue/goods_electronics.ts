import type { Goods } from "./goods.ts";

const QUALITIES =
  "Slim,Compact,Portable,Rugged,Wireless,Universal,Ultra,Professional,Digital,Foldable,Premium,Heavy-Duty,High-Speed,Waterproof,Rechargeable,Dual-Band,Mini,Deluxe,Low-Profile,Noise-Isolating"
    .split(",");
const COLOURS = "Black,White,Silver,Red,Blue,Gray,Charcoal,Titanium,Pink,Green"
  .split(",");
const PURPOSES = [
  "Camera &amp; Camcorder",
  "Home &amp; Office",
  "Car & Truck",
  "Men's Watches",
  "Laptop Computers",
  "Travel",
  "Studio Use",
  "Indoor/Outdoor Use",
  "Kitchen & Workshop",
];
const ODD_PURPOSES = [
  '7" Tablets',
  "Dad's 19\" Rack",
  "Notebook\u00a0Computers",
  "Café & Crêperie",
];
/** Share of titles with an odd purpose. */
const ODD = 0.01;

/** A shop for electronics, as in the largest category of its kind. */
export const ELECTRONICS: Goods = {
  root: "Electronics",
  rankName: "Electronics",
  departments: [
    {
      name: "Accessories & Supplies",
      kinds: [
        "Audio Cables",
        "HDMI Cables",
        "Power Strips",
        "Batteries",
        "Chargers",
        "Cable Ties",
        "Wall Plates",
      ],
    },
    {
      name: "Camera & Photo",
      kinds: [
        "Lens Filters",
        "Tripods",
        "Camera Bags",
        "Flash Units",
        "Lenses",
        "Memory Cards",
        "Straps",
        "Reflectors",
      ],
    },
    {
      name: "Car Electronics",
      kinds: [
        "Car Stereos",
        "Wiring Harnesses",
        "Subwoofers",
        "Dash Mounts",
        "Amplifiers",
        "Radar Detectors",
      ],
    },
    {
      name: "Computers & Add-Ons",
      kinds: [
        "Keyboards",
        "Mice",
        "Laptop Sleeves",
        "Hard Drives",
        "Routers",
        "Monitors",
        "Graphics Cards",
        "Laptop Batteries",
        "USB Hubs",
        "Webcams",
      ],
    },
    {
      name: "GPS & Navigation",
      kinds: ["GPS Units", "GPS Mounts", "Carrying Cases", "Handheld Maps"],
    },
    {
      name: "Headphones",
      kinds: [
        "In-Ear Headphones",
        "Over-Ear Headphones",
        "Headphone Cases",
        "Ear Pads",
        "Headphone Splitters",
      ],
    },
    {
      name: "Home Audio",
      kinds: [
        "Bookshelf Speakers",
        "Receivers",
        "Sound Bars",
        "Turntables",
        "Speaker Stands",
        "Phono Preamps",
      ],
    },
    {
      name: "Portable Players",
      kinds: [
        "MP3 Players",
        "Armbands",
        "Docking Speakers",
        "Player Cases",
        "Screen Protectors",
      ],
    },
    {
      name: "Security & Watching",
      kinds: ["Dome Cameras", "Door Sensors", "Recorders", "Baby Monitors"],
    },
    {
      name: "Television & Video",
      kinds: [
        "TV Mounts",
        "Remote Controls",
        "Antennas",
        "Projectors",
        "Projector Lamps",
        "Streaming Boxes",
        "LED Televisions",
      ],
    },
    {
      name: "Readers & Tablets",
      kinds: ["Tablet Cases", "Reader Covers", "Styluses", "Tablet Stands"],
    },
  ],
  narrowing: QUALITIES,
  brandStarts:
    "Vol,Zen,Kor,Lum,Ax,Tri,Nor,Pix,Son,Del,Mar,Hex,Ory,Bel,Cal,O'D,Fen,Quad,Rad,Tem,Ul,Wes,Yam,Sky"
      .split(","),
  brandEnds:
    "tek,tera,on,ix,ara,well,link,gear,tronic,core,ane,ley,ium,ette,max,vox,star, & Sons"
      .split(","),
  sentences: {
    plain: [
      "This {} design fits in any bag and weighs next to nothing.",
      "The {} housing keeps dust and fingerprints away.",
      "Works with most {} devices made since 2005; please check your model number before ordering.",
      "Features a {} finish with gold-plated contacts.",
      "Backed by a {} one-year limited warranty.",
      "The {} battery lasts up to eight hours &amp; charges in two.",
      "Compatible with Windows, Mac and {} systems.",
      "The {} lens multi-coating reduces glare, flare and ghosting.",
      "A {} choice for beginners and professionals alike.",
      "Input: AC 100-240V, 50/60Hz. Output: DC 5V, {} regulated.",
      "Every unit passes a {} 48-point test before it leaves the factory.",
      "Mount it on a {} wall, a shelf or the back of a seat in minutes.",
      "Two {} ports let you charge and listen at the same time.",
      "Sold singly in {} packaging, without cables (see below).",
    ],
    apostrophes: [
      "It's {} enough for daily use at home, in the office or on the road.",
      "You'll hear the difference a {} connection makes.",
      "Package includes: 1 x unit, 1 x {} cable, 1 x user's manual.",
      "Plug it in and you're done: no driver, no {} software, no fuss.",
    ],
    odd: [
      'Measures 4.5" x 2.1" x 0.8" and comes in a {} retail box.',
      'Set the {} switch to "auto" and it does the rest.',
      "Engineered for {} performance from 0\u00a0\u00b0C to 40\u00a0\u00b0C.",
      "From the makers of the {} Caf\u00e9 Line\u2122.",
    ],
  },
  praise:
    "slim,solid,brushed,rugged,braided,padded,shielded,sealed,smart,crystal-clear,low-noise,power-saving,prize-winning,simple,durable,high-grade,generic,third-party,flexible,detachable,reinforced,lightweight,seamless,precise"
      .split(","),
  sentenceCount: 15,
  price: 28,
  rates: {
    title: 0.986,
    price: 0.78,
    brand: 0.29,
    description: 0.91,
    salesRank: 0.27,
    imUrl: 0.997,
  },
  title({ kind, narrowKind }, brand, random) {
    const model = `${random.pick(["X", "PX-", "SL", "HD", "TR-", "Mk"])}${
      10 + random.below(990)
    }`;
    let title = `${brand} ${model} ${random.pick(QUALITIES)} ${
      random.chance(0.3) ? narrowKind : kind
    }`;
    if (random.chance(ODD)) title += ` for ${random.pick(ODD_PURPOSES)}`;
    else if (random.chance(0.45)) title += ` for ${random.pick(PURPOSES)}`;
    if (random.chance(0.5)) title += ` - ${random.pick(COLOURS)}`;
    if (random.chance(0.15)) title += ` (${2 + random.below(9)}-Pack)`;
    return title;
  },
};
