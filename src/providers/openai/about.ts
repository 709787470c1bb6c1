/** What a chat-completions service needs, and its settings. */
import { z } from 'zod'
import type { About } from '../about.ts'
import { ANSWERS, modelSettings } from '../language-model/settings.ts'

export const settings = {
  ...modelSettings,
  answers: z
    .enum(ANSWERS)
    .optional()
    .describe(
      'How the form of an answer is asked for: by a JSON schema, as JSON, or in words alone. What the server refuses is stepped down from.',
    ),
  apiVersion: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(?:-preview)?$/, 'a date such as "2024-10-21"')
    .optional()
    .describe("Azure's dated API: the version to ask for; the model is then the name of a deployment."),
}

export const about: About = {
  name: 'openai',
  what: 'a language model by chat completions: OpenAI, Ollama, others',
  needs: 'an API key (OPENAI_API_KEY); a server of your own at "endpoint" needs none',
  variables: ['OPENAI_API_KEY'],
  settings,
}
