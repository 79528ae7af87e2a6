/**
 * A generator of product metadata in the shape of the Amazon releases, of any
 * size: a catalogue follows from its options, is written as a stream, and knows
 * what a correct ingest finds in it.
 *
 * @module
 */
export * from "./catalogue.ts";
export * from "./catalogue_options.ts";
export * from "./presets.ts";
export * from "./truth.ts";
export * from "./write_catalogue.ts";
