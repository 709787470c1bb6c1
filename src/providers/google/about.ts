/** What Google Cloud Translation needs, and its settings. */
import { z } from 'zod'
import type { About } from '../about.ts'

const text = z.string().min(1)

export const settings = {
  api: z.enum(['grpc', 'rest', 'v2']).optional().describe('The way to ask. "grpc" unless only GOOGLE_API_KEY is set.'),
  project: text.optional().describe('The project that is billed; else GOOGLE_CLOUD_PROJECT or the credentials say.'),
  location: text.optional().describe('Region of the model, "global" by default.'),
  labels: z.record(z.string(), z.string()).optional().describe('Labels on the bill.'),
  dataset: text
    .optional()
    .describe('Adaptive translation: id or full name of the data set whose sentences it follows.'),
}

export const about: About = {
  name: 'google',
  what: 'Google Cloud Translation, v3 by gRPC or REST, or v2',
  needs:
    'a key file (GOOGLE_APPLICATION_CREDENTIALS) or the login of gcloud; or an API key (GOOGLE_API_KEY) with "api": "v2"',
  variables: ['GOOGLE_APPLICATION_CREDENTIALS', 'GOOGLE_API_KEY'],
  settings,
}
