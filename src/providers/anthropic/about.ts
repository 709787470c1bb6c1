/** What Anthropic's messages API needs, and its settings. */
import { z } from 'zod'
import type { About } from '../about.ts'
import { modelSettings } from '../language-model/settings.ts'

export const settings = {
  ...modelSettings,
  answers: z
    .enum(['schema', 'text'])
    .optional()
    .describe(
      'How the form of an answer is asked for: by a JSON schema, or in words alone. What the server refuses is stepped down from.',
    ),
}

export const about: About = {
  name: 'anthropic',
  what: "Anthropic's Claude models, by the messages API",
  needs: 'an API key (ANTHROPIC_API_KEY)',
  variables: ['ANTHROPIC_API_KEY'],
  settings,
}
