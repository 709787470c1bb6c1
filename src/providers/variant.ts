/** What answers depend on besides text, provider and model, for the memory's key. */

/** 'glossary:g1 formality:more', in the order given, without those that are undefined. */
export function variantOf(parts: Readonly<Record<string, string | undefined>>): { readonly variant?: string } {
  const named = Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [`${name}:${value}`]))
  return named.length === 0 ? {} : { variant: named.join(' ') }
}
