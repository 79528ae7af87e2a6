/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import { BasketInputs } from "./_layout.tsx";
import {
  hasRules,
  NO_RULES,
  RULE_NAMES,
  type RuleSettings,
} from "./_rule_settings.ts";
import { addressOf, type Visit, withRules } from "./_visit.ts";

/** Rules to play with: a form, which without a script is sent by its button. */
export function RulesForm(
  { visit, path, choices }: {
    visit: Visit;
    /** The page that the rules are for. */
    path: string;
    /** Items whose categories and brands are proposed. */
    choices: readonly ModelItem[];
  },
) {
  const { rules } = visit;
  return (
    <details class="rules" id="rules" data-part="" open={hasRules(rules)}>
      <summary>Rules</summary>
      <form action={path} method="get" data-live="">
        <BasketInputs visit={visit} />
        {([["hidden", rules.hidden], ["pinned", rules.pinned]] as const).map((
          [rule, ids],
        ) =>
          ids.map((id) => (
            <input type="hidden" name={RULE_NAMES[rule]} value={id} />
          ))
        )}
        <Choice
          rule="category"
          label="Category"
          hint="Any"
          value={rules.category}
          choices={categoriesOf(choices)}
        />
        <Choice
          rule="brand"
          label="Brand"
          hint="Any"
          value={rules.brand}
          choices={brandsOf(choices)}
        />
        <Amount rule="priceFrom" label="Price from" value={rules.priceFrom} />
        <Amount rule="priceTo" label="Price to" value={rules.priceTo} />
        <Amount
          rule="perBrand"
          label="At most of one brand"
          value={rules.perBrand}
          least={1}
          step="1"
        />
        <div class="slider">
          <label for={RULE_NAMES.diversity}>Variety</label>
          <input
            type="range"
            id={RULE_NAMES.diversity}
            name={RULE_NAMES.diversity}
            min="0"
            max="1"
            step="0.05"
            value={String(rules.diversity)}
            aria-describedby="variety-ends"
          />
          <p id="variety-ends" class="ends">
            <span>best fit</span>
            <span>most varied</span>
          </p>
        </div>
        <p class="send">
          <button type="submit">Apply</button>
        </p>
      </form>
    </details>
  );
}

/** The rules that are set, each with a link that takes it away. */
export function RuleChips(
  { visit, path, nameOfId }: {
    visit: Visit;
    path: string;
    /** What an item is called; its id where it is not known. */
    nameOfId: (id: string) => string;
  },
) {
  const { rules } = visit;
  if (!hasRules(rules)) return null;
  const chips: [text: string, without: Partial<RuleSettings>][] = [];
  const set = (
    value: string | number | null,
    text: (value: string) => string,
    without: Partial<RuleSettings>,
  ) => {
    if (value !== null) chips.push([text(String(value)), without]);
  };
  set(rules.category, (category) => category, { category: null });
  set(rules.brand, (brand) => `Brand ${brand}`, { brand: null });
  set(rules.priceFrom, (price) => `From ${price}`, { priceFrom: null });
  set(rules.priceTo, (price) => `Up to ${price}`, { priceTo: null });
  set(rules.perBrand, (count) => `At most ${count} of one brand`, {
    perBrand: null,
  });
  set(rules.diversity || null, (share) => `Variety ${share}`, {
    diversity: 0,
  });
  for (const id of rules.pinned) {
    const pinned = rules.pinned.filter((other) => other !== id);
    chips.push([`Pinned: ${nameOfId(id)}`, { pinned }]);
  }
  for (const id of rules.hidden) {
    const hidden = rules.hidden.filter((other) => other !== id);
    chips.push([`Hidden: ${nameOfId(id)}`, { hidden }]);
  }
  return (
    <ul class="chips" aria-label="Rules that are set">
      {chips.map(([text, without]) => (
        <li>
          <a
            class="chip"
            href={addressOf(path, withRules(visit, without))}
            rel="nofollow"
            data-live=""
          >
            <span class="unseen">Take away:</span> {text}
            <span class="cross" aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      {chips.length < 2 ? null : (
        <li>
          <a
            class="chip plain"
            href={addressOf(path, withRules(visit, NO_RULES))}
            rel="nofollow"
            data-live=""
          >
            Clear all
          </a>
        </li>
      )}
    </ul>
  );
}

/** A text that is chosen from proposals, or typed. */
function Choice(
  { rule, label, hint, value, choices }: {
    rule: "category" | "brand";
    label: string;
    hint: string;
    value: string | null;
    choices: readonly string[];
  },
) {
  const name = RULE_NAMES[rule];
  return (
    <div class={rule}>
      <label for={name}>{label}</label>
      <input
        type="text"
        id={name}
        name={name}
        value={value ?? ""}
        list={`${name}-choices`}
        placeholder={hint}
        maxlength={500}
        autocomplete="off"
        spellcheck={false}
      />
      <datalist id={`${name}-choices`}>
        {choices.map((choice) => <option key={choice} value={choice}></option>)}
      </datalist>
    </div>
  );
}

/** A number, or none. */
function Amount(
  { rule, label, value, least = 0, step = "any" }: {
    rule: "priceFrom" | "priceTo" | "perBrand";
    label: string;
    value: number | null;
    least?: number;
    step?: string;
  },
) {
  const name = RULE_NAMES[rule];
  return (
    <div>
      <label for={name}>{label}</label>
      <input
        type="number"
        id={name}
        name={name}
        value={value === null ? "" : String(value)}
        min={least}
        step={step}
        inputmode="decimal"
        placeholder="Any"
      />
    </div>
  );
}

/** Brands of items, each once, in the order of the alphabet. */
function brandsOf(items: readonly ModelItem[]): string[] {
  const brands = items.map(({ brand }) => brand).filter((brand) => brand);
  return [...new Set(brands as string[])].sort();
}

/** Categories of items and all above them, each once. */
function categoriesOf(items: readonly ModelItem[]): string[] {
  const paths = items.flatMap(({ categories }) => categories);
  const all = paths.flatMap((path) => {
    const steps = path.split(" > ");
    return steps.map((_, i) => steps.slice(0, i + 1).join(" > "));
  });
  return [...new Set(all)].sort();
}
