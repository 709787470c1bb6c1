/** Settings that all language models have. */
import { z } from 'zod'
import { EFFORTS } from './answer-limit.ts'
import { LATEST_PROMPT } from './prompts.ts'

export const modelSettings = {
  prompt: z
    .number()
    .int()
    .min(1)
    .max(LATEST_PROMPT)
    .optional()
    .describe(
      'Version of what the model is told; 1 by default, 2 with "fuzzyMatches". Another one makes other translations.',
    ),
  effort: z
    .enum(EFFORTS)
    .optional()
    .describe('How much the model thinks before it answers, where it can; thoughts are billed as answers.'),
  keyVariable: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'the name of a variable of the environment, such as "OPENROUTER_API_KEY"')
    .optional()
    .describe('Variable of the environment that holds the key, where it is another one.'),
}

/** How an answer's form is asked for. */
export const ANSWERS = ['schema', 'json', 'text'] as const
export type Answers = (typeof ANSWERS)[number]
