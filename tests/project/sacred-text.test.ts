/** Phrases of fixed wording from the glossary alone: they never leave, and no machine's words stand for them. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { withoutInvisible } from '../../src/text/marks.ts'
import { startChatServer } from '../servers/chat.ts'
import { startTranslationServer } from '../servers/google.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const KURSI = 'اللَّهُ لَا إِلَٰهَ إِلَّا هُوَ الْحَيُّ الْقَيُّومُ'
const INTENTIONS = 'إِنَّمَا الأَعْمَالُ بِالنِّيَّاتِ. وَإِنَّمَا لِكُلِّ امْرِئٍ مَا نَوَى'
const MARKDOWN = `# آية الكرسي ﷺ

قرأ الإمام ﴿${KURSI}﴾ [البقرة: 255] في المسجد. ثم خرج إلى السوق.

سمع عمر رضي الله عنه قول **النبي صلى الله عليه وسلم** يومها. وقال رسول الله ﷺ: «${INTENTIONS}» بعد الصلاة[^1].

![رسم النبي ﷺ في المصحف](a.png)

﴿${KURSI}﴾

جملة بلا عبارة بعدها.

[^1]: رواه البخاري رحمه الله في صحيحه.
`
const GLOSSARY = [
  'source,target',
  `${withoutInvisible(KURSI)},"God: there is no god but Him, the Ever Living"`,
  `«${INTENTIONS}»,"“Actions are by intentions, and each has what he intended.”"`,
  'صلى الله عليه وسلم,(peace be upon him)',
  'رضي الله عنه,(God be pleased with him)',
  'رحمه الله,(God have mercy on him)',
].join('\n')
const SECRET = ['القيوم', 'لا إله', 'الأعمال بالنيات', 'صلى الله', 'ﷺ', 'رضي الله', 'رحمه الله']

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8')
const last = (stdout: string): Record<string, number> =>
  JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>

/** Everything that was sent, as a reader of plain letters would see it. */
const shown = (calls: unknown): string => withoutInvisible(JSON.stringify(calls)).normalize('NFC')

describe.each(['google', 'openai'] as const)('asked of %s', (name) => {
  test('the words never leave, and stand in the translation as the glossary has them', async () => {
    const server = name === 'google' ? await startTranslationServer() : await startChatServer()
    onTestFinished(() => server.close())
    const provider =
      name === 'google'
        ? { name, api: 'rest', project: 'p', endpoint: server.url }
        : { name, endpoint: server.url, model: 'stand-in' }
    const config = (more: object): string => JSON.stringify({ provider, formats: ['html'], ...more })
    const root = temporaryProject({
      'input/a.md': MARKDOWN,
      'glossary.csv': GLOSSARY,
      'muqabil.config.json': config({ glossary: 'glossary.csv', sacredText: 'glossary' }),
    })
    const planned = last((await muqabil(root, ['plan', '--json'])).stdout)
    const built = await muqabil(root, ['build', '--json'])
    expect(built.status, built.stdout).toBe(0)
    expect(last(built.stdout)).toMatchObject({ charactersSent: planned.characters, failed: 0, untranslated: 0 })
    expect(server.calls.length).toBeGreaterThan(0)
    for (const secret of SECRET) expect(shown(server.calls)).not.toContain(secret)
    // What is not sacred was sent.
    expect(shown(server.calls)).toContain('البقرة')
    const page = read(root, 'output/a.html')
    const record = read(root, 'translations/a.md.en.xlf')
    for (const words of [
      'God: there is no god but Him, the Ever Living',
      '“Actions are by intentions, and each has what he intended.”',
      '(God be pleased with him)',
      '(God have mercy on him)',
    ])
      expect(page).toContain(words)
    expect(record.match(/\(peace be upon him\)/g)).toHaveLength(4)
    // The footnote's mark and the emphasis are where they were.
    expect(record.match(/<target>[^\n]*<pc id="1"[^\n]*\(peace be upon him\)/)).not.toBeNull()

    // Nothing is sent again; a changed entry changes the words, and is sent to a model that is given the glossary alone.
    const calls = server.calls.length
    writeFileSync(join(root, 'glossary.csv'), GLOSSARY.replace('(peace be upon him)', '(God bless him)'))
    expect((await muqabil(root, ['build'])).status).toBe(0)
    if (name === 'google') expect(server.calls).toHaveLength(calls)
    for (const secret of SECRET) expect(shown(server.calls)).not.toContain(secret)
    expect(read(root, 'translations/a.md.en.xlf').match(/\(God bless him\)/g)).toHaveLength(4)
    expect(read(root, 'translations/a.md.en.xlf')).not.toContain('(peace be upon him)')
    expect((await muqabil(root, ['build', '--frozen'])).status).toBe(0)
  })
})

describe('Nothing is silently wrong', () => {
  const SENTENCE = 'قرأ الإمام ﴿قل هو الله أحد﴾ في المسجد.'
  test('where the glossary has no entry the sentence is missing, with the phrase; the others are asked', async () => {
    const server = await startTranslationServer()
    onTestFinished(() => server.close())
    const provider = { name: 'google', api: 'rest', project: 'p', endpoint: server.url }
    const root = temporaryProject({
      'input/a.md': `${SENTENCE} وخرج.\n`,
      'muqabil.config.json': JSON.stringify({ provider, formats: ['html'], sacredText: 'glossary' }),
    })
    const built = await muqabil(root, ['build'])
    expect(built.status).toBe(1)
    expect(built.stdout + built.stderr).toMatch(
      /input\/a\.md:1: left without a translation: the glossary has no entry for .*﴿قل هو الله أحد﴾/,
    )
    expect(shown(server.calls)).toContain('وخرج')
    expect(shown(server.calls)).not.toContain('أحد')
    expect(read(root, 'translations/a.md.en.xlf')).toContain('the glossary has no entry for')
    expect(read(root, 'output/a.html')).toContain('Not translated')
  })

  test("a machine's wording of before is not served; a person's stands, in the record and in the memory", async () => {
    const server = await startTranslationServer()
    onTestFinished(() => server.close())
    const provider = { name: 'google', api: 'rest', project: 'p', endpoint: server.url }
    const config = (sacredText: string): string => JSON.stringify({ provider, formats: ['html'], sacredText })
    const root = temporaryProject({ 'input/a.md': `${SENTENCE}\n`, 'muqabil.config.json': config('machine') })
    expect((await muqabil(root, ['build'])).status).toBe(0)
    expect(shown(server.calls)).toContain('أحد')
    writeFileSync(join(root, 'muqabil.config.json'), config('glossary'))
    expect((await muqabil(root, ['build'])).status).toBe(1)
    expect(read(root, 'translations/a.md.en.xlf')).not.toContain('<target>')
    // Also when the record is gone and only the memory knows it.
    rmSync(join(root, 'translations'), { recursive: true })
    expect((await muqabil(root, ['build'])).status).toBe(1)
    // Back again, nothing was lost of what was paid for.
    const calls = server.calls.length
    writeFileSync(join(root, 'muqabil.config.json'), config('machine'))
    expect((await muqabil(root, ['build'])).status).toBe(0)
    expect(server.calls).toHaveLength(calls)

    const path = join(root, 'translations/a.md.en.xlf')
    const mine = 'The imam read “Say: He is God, the One” in the mosque.'
    writeFileSync(path, readFileSync(path, 'utf8').replace(/<target>[^<]*/, `<target>${mine}`))
    writeFileSync(join(root, 'muqabil.config.json'), config('glossary'))
    expect((await muqabil(root, ['build'])).status).toBe(0)
    expect(read(root, 'output/a.html')).toContain(mine)
    writeFileSync(join(root, 'input/b.md'), `${SENTENCE}\n`)
    expect((await muqabil(root, ['build'])).status).toBe(0)
    expect(read(root, 'output/b.html')).toContain(mine)
    expect(server.calls).toHaveLength(calls)
  })
})
