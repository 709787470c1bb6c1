/** Language tags as Azure Translator writes them. */
import { parseLanguageTag } from '../language-tag.ts'

/** Most languages have no region: 'ar', 'en'; the others 'fr-ca', 'pt-pt', 'zh-Hant', 'sr-Latn'. */
export function languageOf(tag: string): string {
  const { language, script, region = '' } = parseLanguageTag(tag)
  switch (language) {
    case 'zh':
      return script === 'Hant' || (script === undefined && TRADITIONAL.has(region)) ? 'zh-Hant' : 'zh-Hans'
    case 'pt':
      return region === '' || region === 'BR' ? 'pt' : 'pt-pt'
    case 'fr':
      return region === 'CA' ? 'fr-ca' : 'fr'
    case 'sr':
      return `sr-${script ?? 'Cyrl'}`
    case 'mn':
      return `mn-${script ?? 'Cyrl'}`
    case 'iu':
      return script === 'Latn' ? 'iu-Latn' : 'iu'
    default:
      return OTHER_NAMES[language] ?? language
  }
}

const OTHER_NAMES: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb', iw: 'he', tl: 'fil', ckb: 'ku' }
const TRADITIONAL: ReadonlySet<string> = new Set(['TW', 'HK', 'MO'])
