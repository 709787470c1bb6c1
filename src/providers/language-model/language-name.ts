/** Languages by their English names, for prompts: fixed here, since those of `Intl` differ between versions. */

const NAMES: Readonly<Record<string, string>> = {
  ar: 'Arabic',
  arb: 'Modern Standard Arabic',
  ary: 'Moroccan Arabic',
  arz: 'Egyptian Arabic',
  bn: 'Bengali',
  ckb: 'Central Kurdish',
  de: 'German',
  el: 'Greek',
  en: 'English',
  es: 'Spanish',
  fa: 'Persian',
  fr: 'French',
  he: 'Hebrew',
  hi: 'Hindi',
  id: 'Indonesian',
  it: 'Italian',
  ja: 'Japanese',
  ko: 'Korean',
  ms: 'Malay',
  nl: 'Dutch',
  ota: 'Ottoman Turkish',
  pl: 'Polish',
  ps: 'Pashto',
  pt: 'Portuguese',
  ru: 'Russian',
  sv: 'Swedish',
  sw: 'Swahili',
  tr: 'Turkish',
  uk: 'Ukrainian',
  ur: 'Urdu',
  zh: 'Chinese',
}

/** 'Arabic'; 'the language xyz' for one that has no name here. */
export function languageName(tag: string): string {
  return NAMES[tag.split('-')[0]?.toLowerCase() ?? ''] ?? `the language ${tag}`
}
