/** Language tags as DeepL writes them. */
import { parseLanguageTag } from '../language-tag.ts'

/** A source has no region: 'AR', 'EN'. */
export function sourceLanguageOf(tag: string): string {
  const { language } = parseLanguageTag(tag)
  return (OTHER_NAMES[language] ?? language).toUpperCase()
}

/** A target has one where the service tells them apart: 'EN-US', 'PT-BR', 'ZH-HANS', 'ES-419'. */
export function targetLanguageOf(tag: string): string {
  const { language, script, region = '' } = parseLanguageTag(tag)
  switch (language) {
    case 'en':
      return BRITISH_SPELLING.has(region) ? 'EN-GB' : 'EN-US'
    case 'pt':
      return region === '' || region === 'BR' ? 'PT-BR' : 'PT-PT'
    case 'zh':
      return script === 'Hant' || (script === undefined && TRADITIONAL.has(region)) ? 'ZH-HANT' : 'ZH-HANS'
    case 'es':
      return region === '419' ? 'ES-419' : 'ES'
    default:
      return sourceLanguageOf(tag)
  }
}

/** Norwegian is Bokmål to the service. */
const OTHER_NAMES: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb', iw: 'he' }
const BRITISH_SPELLING: ReadonlySet<string> = new Set(['GB', 'IE', 'AU', 'NZ', 'ZA', 'IN'])
const TRADITIONAL: ReadonlySet<string> = new Set(['TW', 'HK', 'MO'])
