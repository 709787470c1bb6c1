/** `.env`: read as people write it, after the environment, and never shown. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readEnvironment } from '../../src/project/environment.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const env = (text: string | Uint8Array, environment: Record<string, string> = {}) =>
  readEnvironment(temporaryProject({ '.env': text }), environment)

describe('what is read', () => {
  test.each([
    ['KEY=value', 'value'],
    ['KEY = value with spaces  ', 'value with spaces'],
    ['KEY="in double quotes" # and a comment', 'in double quotes'],
    ["KEY='in # single quotes'", 'in # single quotes'],
    ['KEY=a=b==', 'a=b=='],
    ['KEY=value # a comment', 'value'],
    ['# KEY=no\n\n  # another\nKEY=value', 'value'],
    ['export KEY=value', 'value'],
    ['  export   KEY="value"', 'value'],
    ['KEY=first\nKEY=second', 'second'],
    ['\uFEFFKEY=value', 'value'],
    ['A=1\r\nKEY=value\r\nB=2\r\n', 'value'],
    ['A=1\rKEY=value\rB=2\r', 'value'],
    ['KEY="قهوة #١"', 'قهوة #١'],
    ['KEY=', undefined],
    ['KEY=""', undefined],
    ['', undefined],
    ['no assignment at all', undefined],
  ])('%j', (text, value) => {
    expect(env(text).KEY).toBe(value)
  })

  test('UTF-16, as an old PowerShell writes it', () => {
    expect(env(Buffer.from('\uFEFFKEY=value\r\n', 'utf16le')).KEY).toBe('value')
  })

  test('the environment goes before, unless it is empty', () => {
    expect(env('KEY=file\nOTHER=file', { KEY: 'machine' })).toMatchObject({ KEY: 'machine', OTHER: 'file' })
    expect(env('KEY=file', { KEY: '' }).KEY).toBe('file')
    expect(readEnvironment(temporaryProject({}), { KEY: 'machine', EMPTY: '' })).toEqual({ KEY: 'machine' })
  })

  test('a folder of that name is no such file, another encoding is refused', () => {
    expect(readEnvironment(temporaryProject({ '.env/bin/python': '' }), {})).toEqual({})
    expect(() => env(Uint8Array.from([0x41, 0x3d, 0xc7]))).toThrow('.env: Unexpected byte 0xC7 at offset 2')
  })

  test('the path of a key file is relative to the project', () => {
    const root = temporaryProject({ '.env': 'GOOGLE_APPLICATION_CREDENTIALS=keys/me.json' })
    expect(readEnvironment(root, {}).GOOGLE_APPLICATION_CREDENTIALS).toBe(join(root, 'keys/me.json'))
    const given = { GOOGLE_APPLICATION_CREDENTIALS: '/keys/me.json' }
    expect(readEnvironment(root, given).GOOGLE_APPLICATION_CREDENTIALS).toBe('/keys/me.json')
  })
})

test('no command shows what stands in it', async () => {
  const secret = 'AIzaSy-very-secret'
  const root = temporaryProject({
    '.env': `GOOGLE_API_KEY=${secret}\nGOOGLE_APPLICATION_CREDENTIALS="me.json"\n`,
    'input/a.txt': 'قهوة.\n',
    'muqabil.config.json': '{ "provider": "google" }',
  })
  for (const args of [['build'], ['plan'], ['check'], ['inspect', 'input/a.txt'], ['init']]) {
    for (const mode of [['--verbose'], ['--json']]) {
      const { stdout, stderr } = await muqabil(root, [...args, ...(args[0] === 'init' ? [] : mode)])
      expect(stdout + stderr, args.join()).not.toContain(secret)
    }
  }
})
