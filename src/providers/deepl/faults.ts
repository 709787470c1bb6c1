/** Every error of DeepL, and what it means. */
import { COMMON_HTTP, type FaultRow } from '../faults.ts'
import { record } from '../http.ts'

const DEEPL: readonly FaultRow[] = [
  {
    code: 'settings',
    http: [403],
    says: /wrong endpoint/i,
    words:
      'the key is one for the other host: those that end in ":fx" are for api-free.deepl.com, the others for api.deepl.com; check the endpoint',
  },
  { code: 'key', http: [401, 403] },
  {
    code: 'quota-day',
    http: [456],
    words:
      'the characters of the billing period, or those that the account\u2019s cost control allows, are used up; run again in the next period, or raise the limit',
  },
  { code: 'quota-minute', http: [429, 529] },
  {
    code: 'text',
    http: [400],
    says: /tag handling parsing failed/i,
    words: 'the service cannot read the markup of the text',
  },
  { code: 'too-long', http: [400], says: /too many texts|too (?:large|long)|exceeds/i },
  {
    code: 'settings',
    http: [404],
    says: /glossary/i,
    words: 'the glossary is not there; check its id, or run again where it is the project\u2019s own',
  },
  {
    code: 'settings',
    http: [400],
    says: /_lang\b|language|formality|glossary|model_type|tag_handling|parameter|argument|content-type/i,
  },
  ...COMMON_HTTP,
]

/** Of its glossaries, before the rows of its own: what is refused is no text. */
const GLOSSARIES: readonly FaultRow[] = [
  {
    code: 'settings',
    http: [400, 404, 405, 413, 422],
    words: 'the service does not take the project\u2019s glossary; set "projectGlossary" to false to do without',
  },
]

/** The tables, by way, for the guide. */
export const faults = { deepl: DEEPL, glossaries: GLOSSARIES }

/** `{ "message": …, "detail": …, "code": … }` */
export function errorText(body: unknown): string {
  const { message, detail, code } = record(body)
  return [message, detail, code].filter((part) => typeof part === 'string' && part !== '').join(': ')
}
