/** What LibreTranslate needs, and its settings. */
import { z } from 'zod'
import type { About } from '../about.ts'

const limit = z.number().int().positive().optional()

export const settings = {
  charLimit: limit.describe('Characters a text, as the server was started with (--char-limit); else it is asked.'),
  batchLimit: limit.describe('Texts a request, as the server was started with (--batch-limit).'),
}

export const about: About = {
  name: 'libretranslate',
  what: 'LibreTranslate, on a server of one\u2019s own',
  needs: 'a server; for those that want one a key (LIBRETRANSLATE_API_KEY)',
  // A key alone does not say whose server it is for.
  variables: [],
  settings,
  without: ['glossary', 'tokensPerMinute', 'pricePerMillionAnswered'],
}
