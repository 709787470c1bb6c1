/** `--log-format json`: every line of standard error is an object, and standard output has what it always has. */
import { expect, test } from 'vitest'
import { muqabil, temporaryProject } from '../temporary-project.ts'

const lines = (text: string): readonly Readonly<Record<string, unknown>>[] =>
  text
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)

const FILES = {
  'input/a.txt': 'عنوان\n\nقال الرجل \u001B[2J نعم.\n\nاترك تعليقاً\n',
  'input/b.txt': Uint8Array.from([0xff]),
  'muqabil.config.json': '{"provider":"pseudo","formats":["markdown"]}',
}

test('what happens, with time and level; details with --verbose alone', async () => {
  const root = temporaryProject(FILES)
  const ran = await muqabil(root, ['build', '--log-format', 'json'])
  expect(ran.status).toBe(2)
  const said = lines(ran.stderr)
  for (const { time, level, event } of said) {
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(['info', 'warn', 'error']).toContain(level)
    expect(typeof event).toBe('string')
  }
  expect(said).toContainEqual(
    expect.objectContaining({ level: 'error', event: 'refused', file: 'input/b.txt', code: 'not-utf8' }),
  )
  expect(said.at(-1)).toMatchObject({ level: 'info', event: 'account', translated: 2 })
  expect(ran.stdout).toMatch(/^1 document, 2 rows, [^\n]+\n$/)
  expect(ran.stderr).not.toContain('\u001B')
  const verbose = await muqabil(root, ['build', '--log-format=json', '--verbose', '--json'])
  expect(lines(verbose.stderr).some(({ level }) => level === 'debug')).toBe(true)
  expect(lines(verbose.stdout).at(-1)).toMatchObject({ event: 'account' })
})

test('what ends a run is a line too', async () => {
  const root = temporaryProject({ 'muqabil.config.json': '{"formts":[]}' })
  const ran = await muqabil(root, ['build', '--log-format', 'json'])
  expect(ran).toMatchObject({ status: 2, stdout: '' })
  expect(lines(ran.stderr)).toEqual([
    expect.objectContaining({
      level: 'error',
      event: 'error',
      code: 'config-unknown-key',
      file: 'muqabil.config.json',
    }),
  ])
  expect(lines((await muqabil(root, ['build', '--log-format', 'jsn'])).stderr.replace(/^[^{].*$/gm, ''))).toEqual([])
})
