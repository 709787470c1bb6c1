/** Settings of one name that several providers have: each takes its own values. */
import { describe, expect, test } from 'vitest'
import { providerSettings } from '../../src/providers/settings.ts'

describe('settings', () => {
  test.each([
    [{ name: 'openai', answers: 'json' }],
    [{ name: 'anthropic', answers: 'text', effort: 'xhigh', prompt: 1 }],
    [{ name: 'openai', keyVariable: 'OPENROUTER_API_KEY', apiVersion: '2024-10-21' }],
    [{ name: './my-provider.ts' }],
  ])('%o is taken', (settings) => expect(providerSettings.safeParse(settings).success).toBe(true))

  test.each([
    [{ name: 'anthropic', answers: 'json' }, 'answers'],
    [{ name: 'openai', answers: 'xml' }, 'answers'],
    [{ name: 'openai', prompt: 99 }, 'prompt'],
    [{ name: 'anthropic', effort: 'huge' }, 'effort'],
    [{ name: 'openai', keyVariable: 'sk-proj-0123456789' }, 'keyVariable'],
    [{ name: 'openai', apiVersion: 'latest' }, 'apiVersion'],
    [{ name: 'google', answers: 'schema' }, 'answers'],
  ])('%o is refused, by name', (settings, name) => {
    const { error } = providerSettings.safeParse(settings)
    const [issue] = error?.issues ?? []
    expect(issue?.code === 'unrecognized_keys' ? issue.keys : issue?.path).toEqual([name])
  })
})
