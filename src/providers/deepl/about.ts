/** What DeepL needs, and its settings. */
import { z } from 'zod'
import type { About } from '../about.ts'

export const settings = {
  formality: z
    .enum(['default', 'more', 'less', 'prefer_more', 'prefer_less'])
    .optional()
    .describe(
      'Formal or informal address, where the target language has it; "prefer_…" does not fail where it has not.',
    ),
  context: z
    .boolean()
    .optional()
    .describe('Whether title and sentences round go with a request, unbilled; true by default.'),
  projectGlossary: z
    .boolean()
    .optional()
    .describe("Whether the project's glossary is made one at DeepL, where `glossary` names none; true by default."),
}

export const about: About = {
  name: 'deepl',
  what: 'DeepL, the free and the paid API',
  needs: 'a key (DEEPL_AUTH_KEY)',
  variables: ['DEEPL_AUTH_KEY'],
  settings,
  without: ['tokensPerMinute', 'pricePerMillionAnswered'],
}
