/** What Azure Translator needs, and its settings. */
import { z } from 'zod'
import type { About } from '../about.ts'

export const settings = {
  region: z
    .string()
    .regex(/^[A-Za-z0-9]+$/, 'a region\u2019s name such as "westeurope"')
    .optional()
    .describe('Region of the resource, such as "westeurope"; needed unless the resource is a global one.'),
  tier: z
    .enum(['F0', 'S1', 'S2', 'S3', 'S4'])
    .optional()
    .describe('Pricing tier of the resource, which sets its quota; "S1" by default.'),
}

export const about: About = {
  name: 'azure',
  what: 'Azure Translator, v3',
  needs: 'a key (AZURE_TRANSLATOR_KEY), and the region of its resource unless that is a global one',
  variables: ['AZURE_TRANSLATOR_KEY'],
  settings,
  without: ['glossary', 'tokensPerMinute', 'pricePerMillionAnswered'],
}
