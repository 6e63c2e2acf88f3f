/** What a catalogue is given to speak with. `Form`: the plural forms that its language tells apart. */
export interface Speech<Form extends Intl.LDMLPluralRule> {
  number(value: number): string;
  /** The form that goes with this number. */
  plural(value: number, forms: Record<Form, string>): string;
}

/** `locale`: of the language whose catalogue is to speak, with or without a region. */
export function speechOf(locale: string): Speech<Intl.LDMLPluralRule> {
  const numbers = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  return { number: (value) => numbers.format(value), plural: (value, forms) => forms[rules.select(value)] };
}
