/** `numbers: "frozen"` through builds: what a reader has cited stays where it was. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const TEXTS = ['قال الأوَّلُ: «نعم».', 'وصل في ١٢ مارس 2023.', 'ثم عاد إلى Cairo.']

test('a row that comes between is 1a and ١أ; the others keep theirs, and check agrees', async () => {
  const root = temporaryProject({
    'input/a.md': TEXTS.join('\n\n'),
    'muqabil.config.json':
      '{"provider":"pseudo","numbers":"frozen","formats":["html","markdown","json","csv","interleaved"]}',
  })
  const build = async (texts: readonly string[]): Promise<string> => {
    writeFileSync(join(root, 'input/a.md'), `${texts.join('\n\n')}\n`)
    expect((await muqabil(root, ['build'])).status).toBe(0)
    return readFileSync(join(root, 'output/a.md'), 'utf8')
  }
  const numbersIn = (page: string): readonly string[] =>
    Array.from(page.matchAll(/>([^<>]+ □ [^<>]+)<\/a>/g), ([, all]) => all ?? '')
  expect(numbersIn(await build(TEXTS))).toEqual(['١ □ 1', '٢ □ 2', '٣ □ 3'])
  const [first = '', second = '', third = ''] = TEXTS
  expect(numbersIn(await build([first, 'جملةٌ جديدة تمامًا هنا.', second, third]))).toEqual([
    '١ □ 1',
    '١أ □ 1a',
    '٢ □ 2',
    '٣ □ 3',
  ])
  expect(numbersIn(await build([third, first, second, 'خاتمة الكتاب كله.']))).toEqual([
    '٣ □ 3',
    '١ □ 1',
    '٢ □ 2',
    '٤ □ 4',
  ])
  expect(readFileSync(join(root, 'output/a.html'), 'utf8')).toContain('>٤</span>')
  expect(readFileSync(join(root, 'output/a.csv'), 'utf8')).toMatch(/^p-[0-9a-f]{8},4,/m)
  const json = JSON.parse(readFileSync(join(root, 'output/a.json'), 'utf8')) as {
    readonly blocks: readonly { readonly number: number; readonly label?: string }[]
  }
  expect(json.blocks.map(({ number, label }) => label ?? String(number))).toEqual(['3', '1', '2', '4'])
  expect((await muqabil(root, ['check', '--fail-on', 'error'])).stdout).not.toContain('outdated')
})
