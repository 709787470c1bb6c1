/** What Amazon Translate needs, and its settings. */
import { z } from 'zod'
import type { About } from '../about.ts'

const name = z.string().min(1)

export const settings = {
  region: z
    .string()
    .regex(/^[a-z]{2,}(?:-[a-z0-9]+)+$/, 'a region such as "eu-west-1"')
    .optional()
    .describe('Region that translates, such as "eu-west-1"; else AWS_REGION or the profile says.'),
  terminology: z
    .union([name, z.array(name).min(1)])
    .optional()
    .describe('Names of custom terminologies that lie in the region. The service takes one at present.'),
  formality: z
    .enum(['formal', 'informal'])
    .optional()
    .describe('Register of the translation, for target languages that have one; English has none.'),
  profanity: z.enum(['mask']).optional().describe('"mask" writes grawlix in place of profane words.'),
  brevity: z.enum(['on']).optional().describe('"on" asks for shorter translations.'),
}

export const about: About = {
  name: 'amazon',
  what: 'Amazon Translate, by the AWS SDK',
  needs:
    'the package @aws-sdk/client-translate, a region (AWS_REGION), and credentials: AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY, a profile (AWS_PROFILE), or the role of the machine',
  // AWS's variables serve many things: that they are there says nothing about wishing to pay for translations.
  variables: [],
  settings,
}
