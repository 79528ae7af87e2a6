import type { DataSet } from "./data_sets.ts";

/** A file to read. */
export interface FileSource {
  /** Always `file`. */
  kind: "file";
  /** What it is called in messages and reports: the path as it was named. */
  name: string;
  /** Where it is. */
  path: string;
}

/** What is piped into this process. */
export interface StdinSource {
  /** Always `stdin`. */
  kind: "stdin";
  /** What it is called in messages and reports: `-`. */
  name: string;
}

/** A file on a web server. */
export interface HttpSource {
  /** Always `http`. */
  kind: "http";
  /** What it is called in messages and reports: the address or data set as it was named. */
  name: string;
  /** Its address, `http:` or `https:`. */
  url: string;
  /** The data set that it is, if it was named as one. */
  dataSet?: DataSet;
}

/** Where bytes come from. */
export type Source = FileSource | StdinSource | HttpSource;
