/** @jsxImportSource hono/jsx */
import { type RuleSettings, writeRules } from "./_rule_settings.ts";

/** Carries rules through a form. */
export function RuleInputs({ rules }: { rules: RuleSettings }) {
  const query = new URLSearchParams();
  writeRules(rules, query);
  return (
    <>
      {[...query].map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
