/** How many examples a warning gives. */
export const EXAMPLES = 5;

/** How many pairs are of some kind, and the first few of them. */
export class Finds {
  count = 0;
  readonly examples: [left: number, right: number][] = [];

  add(left: number, right: number): void {
    this.count++;
    if (this.examples.length < EXAMPLES) this.examples.push([left, right]);
  }
}
