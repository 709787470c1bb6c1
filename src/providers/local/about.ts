/** What the engine on this machine needs, its settings, and when it is chosen without being named. */
import { z } from 'zod'
import type { About } from '../about.ts'
import { chooseModel, findModels, modelsFolder } from './find-models.ts'
import { languagePair } from '../language-tag.ts'

export const settings = {
  models: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the models; else MUQABIL_MODELS, else a folder of the platform for caches.'),
  memoryMegabytes: z
    .number()
    .int()
    .min(64)
    .max(2048)
    .optional()
    .describe('Most memory that a worker may take, 2048 by default; a model of 43 MB needs some 600.'),
}

export const about: About = {
  name: 'local',
  what: 'an engine on this machine: no key, no account, nothing leaves it (Bergamot, with the models of Firefox)',
  needs: 'a model, once: run "muqabil model get"',
  variables: [],
  settings,
  without: [
    'glossary',
    'endpoint',
    'charactersPerMinute',
    'requestsPerMinute',
    'tokensPerMinute',
    'pricePerMillion',
    'pricePerMillionAnswered',
    'pricePerMillionCached',
    'currency',
  ],
  found: {
    words: 'a model for these languages is on this machine, and no provider is named',
    is: ({ environment, root, languages }) =>
      chooseModel(findModels(modelsFolder({ environment, root })), languagePair(languages)) !== undefined,
  },
}
