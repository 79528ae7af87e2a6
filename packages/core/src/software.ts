/** The version of all Kindred packages: they are released together. */
export const VERSION: string = "0.1.0";

/** How Kindred signs what it writes. */
export const SOFTWARE: string = `kindred ${VERSION}`;
