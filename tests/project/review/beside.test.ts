/** What stands beside a sentence: alike ones, terms with their places, its history in git, another translation. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { plainText } from '../../../src/bitext/content.ts'
import type { Place } from '../../../src/review/api.ts'
import { startTranslationServer } from '../../servers/google.ts'
import { editOf, machineTranslated, record, review, SOURCE, spot, type Spot } from './reviewed-project.ts'

const placeOf = ({ row, segment }: Spot): Place => ({ document: SOURCE, unit: row.unit, segment: segment.id })

describe('beside a sentence', () => {
  test('alike ones of the project, the nearest and a person’s first, and not itself', async () => {
    const root = await machineTranslated({
      'input/b.md': 'وهذه الرابعة.\n\nوهذه هي الرابعة حقًّا.\n\nلا شيء مشترك هنا.\n',
      'input/c.md': 'وهذه الرابعة.\n',
    })
    const session = await review(root)
    const { rows } = await session.document('input/c.md')
    const [row] = rows
    const [segment] = row?.segments ?? []
    await session.edit({
      kind: 'target',
      document: 'input/c.md',
      unit: row?.unit ?? '',
      segment: segment?.id ?? '',
      base: segment?.version ?? '',
      target: ['And this is the fourth.'],
    })
    const { matches } = await session.beside(placeOf(await spot(session, 3)))
    expect(matches.map(({ similarity, document, origin }) => [similarity === 1, document, origin?.kind])).toEqual([
      [true, 'input/c.md', 'person'],
      [true, 'input/b.md', 'machine'],
      [false, 'input/b.md', 'machine'],
    ])
  })

  test('terms of both sides, with their places', async () => {
    const root = await machineTranslated(
      { 'glossary.csv': 'source,target,forbidden\nقهوة,coffee,café\nسوق,market,\n' },
      { glossary: 'glossary.csv' },
    )
    const session = await review(root)
    const [asked, went] = [await spot(session, 1), await spot(session, 1, 1)]
    const target = [
      'Said ',
      { kind: 'open', id: '1' },
      'Saeed',
      { kind: 'close', id: '1' },
      ': how much is the coffee, or two Coffees, of the café?',
    ] as const
    await session.edit(editOf<'target'>(asked, { kind: 'target', target }))
    const { terms } = await session.beside(placeOf(asked))
    expect(terms.map((term) => [term.target, term.isForbidden])).toEqual([
      ['coffee', false],
      ['café', true],
    ])
    const [coffee, cafe] = terms
    const words = (text: string, places: readonly { readonly start: number; readonly end: number }[] = []): string[] =>
      places.map(({ start, end }) => text.slice(start, end))
    expect(words(plainText(asked.segment.source), coffee?.inSource)).toEqual(['القهوة'])
    expect(words(plainText(target), coffee?.inTarget)).toEqual(['coffee', 'Coffees'])
    expect(words(plainText(target), cafe?.inTarget)).toEqual(['café'])
    expect((await session.beside(placeOf(went))).terms).toMatchObject([{ target: 'market', inTarget: [] }])
  })

  test('its history in git: who wrote it so first, each wording once; without a repository what stands now', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    const place = placeOf(await spot(session, 0))
    expect((await session.beside(place)).history).toMatchObject([{ state: 'translated', origin: { kind: 'machine' } }])
    const git = (...args: string[]): void => {
      const env = { PATH: process.env.PATH, HOME: root, GIT_CONFIG_NOSYSTEM: '1' }
      execFileSync('git', ['-c', 'user.email=a@b', ...args], { cwd: root, env })
    }
    const commit = (name: string): void => git('-c', `user.name=${name}`, 'commit', '-qam', name)
    git('init', '-q')
    git('add', '-A')
    commit('أمين')
    await session.edit(editOf<'target'>(await spot(session, 0), { kind: 'target', target: ['The quarter café'] }))
    commit('سلمى')
    await session.edit(editOf<'note'>(await spot(session, 3), { kind: 'note', text: 'of another row' }))
    commit('Other')
    await session.edit(editOf<'state'>(await spot(session, 0), { kind: 'state', state: 'reviewed' }))
    const { history } = await session.beside(place)
    expect(history.map(({ target, state, by }) => [plainText(target ?? []), state, by])).toEqual([
      ['The quarter café', 'reviewed', undefined],
      ['The quarter café', 'translated', 'سلمى'],
      ['EN(مقهى الحَيِّ)', 'translated', 'أمين'],
    ])
    expect(history[1]?.when).toMatch(/^\d{4}-\d\d-\d\dT/)
  })

  test('a repository that wants its own programs run is not obeyed', async () => {
    const root = await machineTranslated()
    const git = (...args: string[]): void => {
      execFileSync('git', args, { cwd: root, env: { PATH: process.env.PATH, HOME: root, GIT_CONFIG_NOSYSTEM: '1' } })
    }
    git('init', '-q')
    git('add', '-A')
    git('-c', 'user.email=a@b', '-c', 'user.name=a', 'commit', '-qm', 'a')
    for (const [key, value] of [
      ['core.fsmonitor', 'touch ran; true'],
      ['core.pager', 'touch ran; cat'],
      ['diff.x.textconv', 'touch ran; cat'],
      ['diff.external', 'touch ran; true'],
      ['log.showSignature', 'true'],
      ['gpg.program', 'touch ran; true'],
    ] as const)
      git('config', key, value)
    writeFileSync(join(root, '.gitattributes'), '*.xlf diff=x filter=x\n')
    const session = await review(root)
    expect((await session.beside(placeOf(await spot(session, 0)))).history).toMatchObject([{ by: 'a' }])
    expect(() => readFileSync(join(root, 'ran'))).toThrow('ENOENT')
  })
})

describe('translate again', () => {
  test('costs what the estimate says, leaves the record as it is, and is kept like any answer', async () => {
    const server = await startTranslationServer()
    try {
      const root = await machineTranslated(
        {},
        { provider: { name: 'google', api: 'rest', project: 'p', endpoint: server.url } },
      )
      const session = await review(root)
      const before = record(root)
      const place = placeOf(await spot(session, 1))
      const offer = await session.estimate(place)
      expect(server.meter.characters).toBe(0)
      const { target, origin } = await session.translateAgain(place, new AbortController().signal)
      expect(server.meter.characters).toBe(offer.characters)
      expect(offer).toMatchObject({ provider: 'google', currency: 'USD' })
      expect(origin).toMatchObject({ kind: 'machine', provider: 'google' })
      expect(target).toContainEqual({ kind: 'open', id: '1' })
      expect(record(root)).toBe(before)
      expect(readFileSync(join(root, '.muqabil/memory.db')).length).toBeGreaterThan(0)
    } finally {
      await server.close()
    }
  })

  test('keeps to one budget for the session', async () => {
    const server = await startTranslationServer()
    try {
      const root = await machineTranslated(
        {},
        {
          provider: { name: 'google', api: 'rest', project: 'p', endpoint: server.url },
          budget: { maxCharacters: 40 },
        },
      )
      const session = await review(root)
      const place = placeOf(await spot(session, 3))
      const asked = (): Promise<unknown> => session.translateAgain(place, new AbortController().signal)
      const results = await Promise.allSettled([asked(), asked(), asked(), asked(), asked()])
      expect(results.map(({ status }) => status)).toEqual([
        'fulfilled',
        'fulfilled',
        'fulfilled',
        'rejected',
        'rejected',
      ])
      expect(server.meter.characters).toBeLessThanOrEqual(40)
      expect(String((results[4] as PromiseRejectedResult).reason)).toContain('[no-answer]')
    } finally {
      await server.close()
    }
  })

  test('without a provider says how to choose one', async () => {
    const session = await review(await machineTranslated())
    await expect(session.estimate(placeOf(await spot(session, 0)))).rejects.toThrow('[no-provider]')
  })
})
