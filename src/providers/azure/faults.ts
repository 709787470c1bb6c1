/** Every error of Azure Translator, and what it means. */
import { COMMON_HTTP, type FaultRow } from '../faults.ts'
import { record } from '../http.ts'

/** Codes have six digits: the status, and three that tell its kinds apart. */
const AZURE: readonly FaultRow[] = [
  {
    code: 'key',
    http: [401],
    says: /\b401015\b/,
    words: 'the key is one for the Speech service; take that of a Translator resource',
  },
  {
    code: 'key',
    http: [401],
    words: 'the key is not accepted, or its resource lies in another region; check AZURE_TRANSLATOR_KEY and "region"',
  },
  {
    code: 'quota-day',
    http: [403],
    says: /\b403001\b/,
    words: 'the free characters of the month are used up; run again next month, or take a paid tier',
  },
  // A minute, as the service asks its users to wait; a model that is not in use has to be loaded.
  {
    code: 'unavailable',
    http: [408],
    says: /\b408001\b/,
    delaySeconds: 60,
    words: 'the custom model is being made ready',
  },
  { code: 'too-long', http: [400], says: /\b4000(?:50|72|77)\b/ },
  {
    code: 'settings',
    http: [400],
    says: /\b4000(?:35|36|19|23|03|06)\b/,
    words: 'the service does not translate between these languages; check sourceLanguage and targetLanguage',
  },
  {
    code: 'settings',
    http: [400],
    says: /\b4000(?:02|75|79)\b/,
    words: 'there is no custom model of this category for these languages; check "model"',
  },
  // Of script, scope, options, version, text type, body: what our own requests are made of.
  { code: 'settings', http: [400], says: /\b4000(?:01|04|18|21|42|43|64|70|71|73|74|80)\b/ },
  { code: 'settings', http: [415] },
  ...COMMON_HTTP,
]

/** The tables, by way, for the guide. */
export const faults = { azure: AZURE }

/** `{ "error": { "code": 403001, "message": … } }` */
export function errorText(body: unknown): string {
  const { code, message } = record(record(body).error)
  return [code, message].filter((part) => typeof part === 'number' || typeof part === 'string').join(' ')
}
