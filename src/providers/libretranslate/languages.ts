/** Language tags as LibreTranslate writes them. */
import { parseLanguageTag } from '../language-tag.ts'

/** 'ar', 'en'; Brazil's Portuguese and the two ways to write Chinese are told apart. */
export function languageOf(tag: string): string {
  const { language, script, region = '' } = parseLanguageTag(tag)
  if (language === 'zh')
    return script === 'Hant' || (script === undefined && TRADITIONAL.has(region)) ? 'zh-Hant' : 'zh-Hans'
  if (language === 'pt' && region === 'BR') return 'pt-BR'
  return OTHER_NAMES[language] ?? language
}

const OTHER_NAMES: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb', iw: 'he' }
const TRADITIONAL: ReadonlySet<string> = new Set(['TW', 'HK', 'MO'])
