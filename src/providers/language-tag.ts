/** The parts of a language tag that services have codes for. */

export interface LanguageTag {
  /** Lower case: 'ar'. */
  readonly language: string
  /** 'Hant' */
  readonly script?: string
  /** Upper case, or digits: 'GB', '419'. */
  readonly region?: string
}

/** BCP 47: 'zh-Hant-TW', 'es-419', 'ar'. What follows a region is left out. */
export function parseLanguageTag(tag: string): LanguageTag {
  const [language = '', ...rest] = tag.split('-')
  const script = rest.find((part) => /^[a-z]{4}$/i.test(part))
  const region = rest.find((part) => /^(?:[a-z]{2}|\d{3})$/i.test(part))
  return {
    language: language.toLowerCase(),
    ...(script === undefined ? {} : { script: script.charAt(0).toUpperCase() + script.slice(1).toLowerCase() }),
    ...(region === undefined ? {} : { region: region.toUpperCase() }),
  }
}

/** 'ar-en': what engines and their models are named by, which heed neither region nor script. */
export function languagePair({ source, target }: { readonly source: string; readonly target: string }): string {
  return `${parseLanguageTag(source).language}-${parseLanguageTag(target).language}`
}
