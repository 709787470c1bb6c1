/** What a program of the user's own needs, and its settings. */
import { z } from 'zod'
import type { About } from '../about.ts'

const word = z.string().min(1)

export const settings = {
  command: z
    .array(word)
    .min(1)
    .optional()
    .describe('The program and its arguments, such as ["my-engine", "--ar-en"]; no shell is asked.'),
  variant: word
    .optional()
    .describe('What its answers depend on, in a word, for record and memory; by default made of the command.'),
  markup: z
    .enum(['html', 'xml', 'placeholders'])
    .optional()
    .describe('How inline markup is written in the texts: "placeholders" by default.'),
  startSeconds: z
    .number()
    .positive()
    .max(3600)
    .optional()
    .describe('How long the program may take until it answers the first line, 120 by default.'),
}

export const about: About = {
  name: 'command',
  what: 'a program of your own that reads and writes JSON lines',
  needs: '"command" in the configuration: the program and its arguments',
  variables: [],
  settings,
}
