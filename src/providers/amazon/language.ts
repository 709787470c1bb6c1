/** Amazon's names of languages. */

/** Varieties that have a name of their own; of all others the language itself is asked for. */
const VARIETIES: Readonly<Record<string, string>> = {
  'es-mx': 'es-MX',
  'fa-af': 'fa-AF',
  'fr-ca': 'fr-CA',
  'pt-pt': 'pt-PT',
  'zh-hant': 'zh-TW',
  'zh-tw': 'zh-TW',
}

/** @param tag BCP 47. @returns 'en' for 'en-GB': the service has one English. */
export function amazonLanguage(tag: string): string {
  return VARIETIES[tag.toLowerCase()] ?? tag.split('-')[0]?.toLowerCase() ?? tag
}
