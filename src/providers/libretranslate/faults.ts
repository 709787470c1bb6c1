/** Every error of LibreTranslate, and what it means. */
import { COMMON_HTTP, type FaultRow } from '../faults.ts'

const LIBRETRANSLATE: readonly FaultRow[] = [
  {
    code: 'key',
    http: [400, 403],
    says: /api key/i,
    words:
      'the server wants a key of its own; set LIBRETRANSLATE_API_KEY (it is sent over https or to this machine only)',
  },
  {
    code: 'forbidden',
    http: [403],
    says: /too many request limits violations/i,
    words:
      'the server answers nothing from this address for a while, since its limits were overstepped; wait, and set requestsPerMinute to its --req-limit',
  },
  {
    code: 'quota-day',
    http: [429],
    says: /per \d+ (?:hour|day)/i,
    words: 'the server\u2019s limit for the hour or the day is used up; run again later',
  },
  { code: 'too-long', http: [400], says: /exceeds text limit/i },
  {
    code: 'settings',
    http: [400],
    says: /is not (?:supported|available)/i,
    words: 'the server has no model for these languages; install it there, or check sourceLanguage and targetLanguage',
  },
  { code: 'settings', http: [400], says: /missing \w+ parameter|invalid json/i },
  ...COMMON_HTTP,
]

/** The tables, by way, for the guide. */
export const faults = { libretranslate: LIBRETRANSLATE }
