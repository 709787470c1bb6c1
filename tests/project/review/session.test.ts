/** Edits of the review app: kept at once, never over somebody's newer work, undone to the byte. */
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainText, type Content } from '../../../src/bitext/content.ts'
import { build } from '../../../src/project/build.ts'
import { check } from '../../../src/project/check.ts'
import { importRows } from '../../../src/project/import.ts'
import { openGlossary } from '../../../src/project/glossary.ts'
import { openRun } from '../../../src/project/open-run.ts'
import { openProject } from '../../../src/project/project.ts'
import { documentView } from '../../../src/project/review/document-view.ts'
import type { ReviewSession } from '../../../src/project/review/session.ts'
import type { Change, Edit, EditResult } from '../../../src/review/api.ts'
import { trials } from '../../trials.ts'
import { editOf, machineTranslated, record, RECORD, review, SOURCE, spot, TEXT } from './reviewed-project.ts'

async function saved(session: ReviewSession, edit: Edit): Promise<Extract<EditResult, { kind: 'saved' }>> {
  const result = await session.edit(edit)
  if (result.kind !== 'saved') throw new Error(`${result.kind}: ${result.message}`)
  return result
}

/** The same words with something in front, the codes where they were. */
function reworded(target: Content, word: string): Content {
  return [`${word} `, ...target]
}

describe('an edit', () => {
  test('is on the disk when it resolves, a person’s, and what a build would write', async () => {
    const root = await machineTranslated()
    const session = await review(root, { by: 'سلمى' })
    const seen = await spot(session, 1)
    const result = await saved(
      session,
      editOf<'target'>(seen, {
        kind: 'target',
        target: reworded(seen.segment.target ?? [], 'Said:'),
        state: 'reviewed',
      }),
    )
    expect(result.row.segments[0]).toMatchObject({ state: 'reviewed', isPersons: true, origin: { name: 'سلمى' } })
    expect(result.summary.counts).toMatchObject({ segments: 6, reviewed: 1, translated: 5 })
    const written = record(root)
    expect(written).toContain('Said: ')
    await build({ cwd: root, environment: {}, offline: true })
    expect(record(root)).toBe(written)
    const [file] = await check({ cwd: root, environment: {} })
    expect(file?.messages.filter(({ ruleId }) => ruleId === 'outdated')).toEqual([])
  })

  test('states, marks, notes and waivers go through the next build as they are', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    await saved(
      session,
      editOf<'needs-work'>(await spot(session, 0), { kind: 'needs-work', note: 'أهو «مقهى» أم دكّان؟' }),
    )
    await saved(session, editOf<'state'>(await spot(session, 2), { kind: 'state', state: 'final' }))
    await saved(
      session,
      editOf<'waive'>(await spot(session, 2), { kind: 'waive', check: 'arabic-left', reason: 'كذا' }),
    )
    await saved(
      session,
      editOf<'note'>(await spot(session, 3), { kind: 'note', text: 'For سلمى: see <b>p. 12</b> & check' }),
    )
    const written = record(root)
    await build({ cwd: root, environment: {}, offline: true })
    expect(record(root)).toBe(written)
    const again = await review(root)
    expect((await spot(again, 0)).segment).toMatchObject({ mark: 'needs-work', reason: 'أهو «مقهى» أم دكّان؟' })
    const { state, waived, findings } = (await spot(again, 2)).segment
    expect({ state, waived }).toEqual({ state: 'final', waived: { 'arabic-left': 'كذا' } })
    expect(findings.map(({ ruleId }) => ruleId)).not.toContain('arabic-left')
    expect((await spot(again, 3)).row.notes).toEqual(['For سلمى: see <b>p. 12</b> & check'])
  })

  test('shows what will be read again, whatever was typed; undo holds across a new session’s reading', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    const before = record(root)
    const odd = 'a\u0001b\r\nc\rd\uFFFEe\uD800f\u2028g ]]> &amp; <!-- --'
    const result = await saved(
      session,
      editOf<'target'>(await spot(session, 3), { kind: 'target', target: [odd, ' ', odd] }),
    )
    await saved(session, editOf<'needs-work'>(await spot(session, 2), { kind: 'needs-work', note: odd }))
    await saved(session, editOf<'waive'>(await spot(session, 0), { kind: 'waive', check: 'numbers', reason: odd }))
    await saved(session, editOf<'note'>(await spot(session, 0), { kind: 'note', text: odd }))
    const other = await review(root)
    expect((await other.document(SOURCE)).rows).toEqual((await session.document(SOURCE)).rows)
    const text = record(root)
    writeFileSync(join(root, RECORD), text.replace('<xliff', '\n<xliff')) // another tool's hand: it is read anew
    await saved(session, result.undo)
    for (const each of [0, 2]) {
      const seen = await spot(session, each)
      await saved(session, editOf<'needs-work'>(seen, { kind: 'needs-work' }))
      await saved(session, editOf<'waive'>(await spot(session, each), { kind: 'waive', check: 'numbers' }))
    }
    await saved(session, editOf<'note'>(await spot(session, 0), { kind: 'note', text: '' }))
    expect(record(root)).toBe(before)
  })

  test('is refused with codes that are not the source’s; approving a placeholder or nothing is refused', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    const before = record(root)
    const seen = await spot(session, 1)
    for (const target of [
      ['Said asked.'],
      [{ kind: 'close', id: '1' }, 'x', { kind: 'open', id: '1' }],
      [...(seen.segment.target ?? []), { kind: 'standalone', id: '9' }],
    ] as const) {
      expect(await session.edit(editOf<'target'>(seen, { kind: 'target', target }))).toMatchObject({ kind: 'refused' })
    }
    expect(await session.edit(editOf<'waive'>(seen, { kind: 'waive', check: 'missing', reason: 'x' }))).toMatchObject({
      kind: 'refused',
    })
    expect(record(root)).toBe(before)
    await saved(session, editOf<'target'>(seen, { kind: 'target', target: [] }))
    const empty = await spot(session, 1)
    expect(empty.segment).toMatchObject({ state: 'initial', findings: [{ ruleId: 'missing' }] })
    expect(await session.edit(editOf<'state'>(empty, { kind: 'state', state: 'final' }))).toMatchObject({
      kind: 'refused',
    })
  })

  test('of an older version is a conflict, with the row as it stands; of another segment of the row it is none', async () => {
    const root = await machineTranslated()
    const [one, two] = [await review(root), await review(root)]
    const [mine, theirs, other] = [await spot(one, 1), await spot(two, 1), await spot(two, 1, 1)]
    await saved(one, editOf<'target'>(mine, { kind: 'target', target: reworded(mine.segment.target ?? [], 'Mine') }))
    const result = await two.edit(
      editOf<'target'>(theirs, { kind: 'target', target: reworded(theirs.segment.target ?? [], 'Theirs') }),
    )
    expect(result.kind).toBe('conflict')
    expect(result.kind === 'conflict' && plainText(result.row?.segments[0]?.target ?? [])).toMatch(/^Mine /)
    await saved(two, editOf<'target'>(other, { kind: 'target', target: ['Then he left.'] }))
    expect(record(root)).toMatch(/Mine [^]*Then he left\./)
    expect(record(root)).not.toContain('Theirs')
  })
})

describe('a cut', () => {
  test('joins, splits and moves boundaries; sources stay, approved becomes translated, undone to the byte', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    await saved(session, editOf<'state'>(await spot(session, 1, 1), { kind: 'state', state: 'final' }))
    const before = record(root)
    const { row } = await spot(session, 1)
    const [first, second, third] = row.segments
    if (first === undefined || second === undefined || third === undefined) throw new Error('three sentences')
    const at = { kind: 'cut', document: SOURCE, unit: row.unit } as const
    const joined = await saved(session, {
      ...at,
      segments: [first, second].map(({ id, version }) => ({ id, base: version })),
      pieces: [
        {
          source: [...first.source, ' ', ...second.source],
          target: [...(first.target ?? []), ' ', ...(second.target ?? [])],
        },
      ],
    })
    expect(joined.row.segments.map(({ id, state, origin }) => [id, state, origin?.kind])).toEqual([
      ['s1', 'translated', 'person'], // one of the two was approved: nobody overwrites it
      ['s3', 'translated', 'machine'],
    ])
    await build({ cwd: root, environment: {}, offline: true })
    const [whole, last] = (await spot(session, 1)).row.segments
    if (whole === undefined || last === undefined) throw new Error('two sentences')
    const [word = '', ...rest] = plainText(last.source).split(' ')
    const parted = await saved(session, {
      ...at,
      segments: [{ id: last.id, base: last.version }],
      pieces: [{ source: [word], target: ['And'] }, { source: [rest.join(' ')] }],
    })
    expect(parted.row.segments.map(({ id, state, isPersons }) => [id, state, isPersons])).toEqual([
      ['s1', 'translated', true],
      ['s3', 'translated', true],
      ['s2', 'initial', false],
    ])
    const undone = await saved(session, parted.undo)
    const back = await saved(session, joined.undo)
    expect(back.row.segments).toEqual(row.segments)
    expect(record(root)).toBe(before)
    await saved(session, back.undo)
    await saved(session, undone.undo)
    expect((await spot(session, 1)).row.segments).toEqual(parted.row.segments)
  })

  test('is refused where a letter, a code, or a neighbour is not what it was', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    const before = record(root)
    const { row } = await spot(session, 1)
    const [first, second, third] = row.segments
    if (first === undefined || second === undefined || third === undefined) throw new Error('three sentences')
    const at = { kind: 'cut', document: SOURCE, unit: row.unit } as const
    const seen = ({
      id,
      version,
    }: {
      readonly id: string
      readonly version: string
    }): { id: string; base: string } => ({
      id,
      base: version,
    })
    const wishes: readonly Edit[] = [
      { ...at, segments: [seen(first), seen(third)], pieces: [{ source: [...first.source, ...third.source] }] },
      { ...at, segments: [seen(second)], pieces: [{ source: ['ثم'] }] },
      { ...at, segments: [seen(second)], pieces: [{ source: second.source }, { source: [' '] }] },
      { ...at, segments: [seen(first)], pieces: [{ source: first.source, target: ['no code'] }] },
      { ...at, segments: [seen(second)], pieces: [] },
    ]
    for (const wish of wishes) expect(await session.edit(wish)).toMatchObject({ kind: 'refused' })
    expect(await session.edit({ ...at, segments: [{ id: 's1', base: 'x' }], pieces: [] })).toMatchObject({
      kind: 'conflict',
    })
    expect(record(root)).toBe(before)
  })
})

test('a page without a server has the same rows', async () => {
  const root = await machineTranslated()
  const session = await review(root)
  const project = await openProject({ cwd: root, environment: {} })
  const [draft] = (await openRun(project)).drafts
  if (draft === undefined) throw new Error('no draft')
  const view = documentView(draft, project, openGlossary(project))
  expect(view).toEqual(await session.document(SOURCE))
  expect(view.rows.map(({ kind, depth, number, line }) => [kind, depth, number, line])).toEqual([
    ['heading', 1, '1', 1],
    ['paragraph', undefined, '2', 3],
    ['paragraph', undefined, '3', 5],
    ['paragraph', undefined, '4', 7],
  ])
  expect(view.rows[1]?.codes['1']).toEqual({ kind: 'pair', tagName: 'strong', markup: '<strong>…</strong>' })
  expect(view.summary).toMatchObject({ sourceTitle: 'مقهى الحَيِّ', title: 'EN(مقهى الحَيِّ)' })
})

describe('what others do', () => {
  test('another program’s change is told by row; own edits are not told to their window', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    await session.project()
    const [own, others]: [Change[], Change[]] = [[], []]
    session.listen((change) => own.push(change), 'w1')
    session.listen((change) => others.push(change), 'w2')
    const seen = await spot(session, 3)
    await session.edit(editOf<'target'>(seen, { kind: 'target', target: ['The fourth one.'] }), 'w1')
    expect(own).toEqual([])
    expect(others).toMatchObject([{ kind: 'rows', document: SOURCE, rows: [{ unit: seen.row.unit }] }])
    writeFileSync(join(root, 'e.csv'), 'source,target\nوهذه الرابعة.,The fourth by import.\n')
    await importRows({ cwd: root, environment: {}, from: ['e.csv'], overwrite: true })
    await expect.poll(() => own).toHaveLength(1)
    expect(JSON.stringify(own)).toContain('The fourth by import.')
    expect((await spot(session, 3)).segment.target).toEqual(['The fourth by import.'])
  })

  test('a record that is taken away under it is not made again of what was', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    const seen = await spot(session, 3)
    rmSync(join(root, RECORD))
    const edit = editOf<'target'>(seen, { kind: 'target', target: ['The fourth one.'] })
    expect(await session.edit(edit)).toMatchObject({ kind: 'conflict', row: { segments: [{ state: 'initial' }] } })
    expect(existsSync(join(root, RECORD))).toBe(false)
    const now = await spot(session, 3)
    await saved(session, editOf<'target'>(now, { kind: 'target', target: ['The fourth one.'] }))
    expect(record(root).match(/<target>/g)).toHaveLength(1)
  })

  test('what is written at the very moment of a save is not taken for ours', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    const path = join(root, RECORD)
    const seen = await spot(session, 3)
    // As git or another tool does it, as soon as the new file is there.
    const { ino } = statSync(path)
    const pounce = new Worker(
      `const { statSync, readFileSync, writeFileSync } = require('node:fs')
       const { workerData: { path, ino }, parentPort } = require('node:worker_threads')
       parentPort.postMessage('ready')
       while (statSync(path).ino === ino);
       writeFileSync(path, readFileSync(path, 'utf8').replace('The fourth one.', 'Theirs.'))`,
      { eval: true, workerData: { path, ino } },
    )
    await once(pounce, 'message')
    await saved(session, editOf<'target'>(seen, { kind: 'target', target: ['The fourth one.'] }))
    await once(pounce, 'exit')
    await expect.poll(async () => (await spot(session, 3)).segment.target).toEqual(['Theirs.'])
    await saved(session, editOf<'note'>(await spot(session, 0), { kind: 'note', text: 'x' }))
    expect(record(root)).toContain('Theirs.')
  })

  test('a source that is edited, one that comes and one that goes are seen', async () => {
    const root = await machineTranslated({ 'input/b.md': 'نصٌّ آخر.\n' })
    const session = await review(root)
    const changes: Change[] = []
    session.listen((change) => changes.push(change))
    writeFileSync(join(root, SOURCE), `${TEXT}\n\nوخامسةٌ جديدة.\n`)
    await expect.poll(() => changes).toContainEqual({ kind: 'reload', document: SOURCE })
    expect((await session.document(SOURCE)).rows).toHaveLength(5)
    rmSync(join(root, 'input/b.md'))
    await expect.poll(() => changes).toContainEqual({ kind: 'reload' })
    expect((await session.project()).documents.map(({ path }) => path)).toEqual([SOURCE])
    await expect(session.document('input/b.md')).rejects.toThrow('document-unknown')
  })

  test('a record with a conflict of git in it is left as it is, and taken up again when it is settled', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    const seen = await spot(session, 3)
    const changes: Change[] = []
    session.listen((change) => changes.push(change))
    const whole = record(root)
    const broken = whole.replace(/^ *<file/m, '<<<<<<< ours\n$&')
    writeFileSync(join(root, RECORD), broken)
    const edit = editOf<'target'>(seen, { kind: 'target', target: ['The fourth one.'] })
    await expect(session.edit(edit)).rejects.toThrow('record-conflict')
    expect(record(root)).toBe(broken)
    await expect(session.document(SOURCE)).rejects.toThrow('record-conflict')
    await expect.poll(() => changes).toContainEqual({ kind: 'reload', document: SOURCE })
    changes.length = 0
    writeFileSync(join(root, RECORD), whole)
    // The same rows as before, but who was told that it cannot be read hears that it can.
    await expect.poll(() => changes).toContainEqual({ kind: 'reload', document: SOURCE })
    await saved(session, edit)
    expect(record(root)).toContain('The fourth one.')
  })
})

describe("Promise 5: a person's work is never overwritten", () => {
  test('two sessions and builds at once: no word is lost; all undone, the bytes are as they were', async () => {
    const step = fc.record({
      who: fc.nat(1),
      row: fc.nat(3),
      segment: fc.nat(2),
      kind: fc.constantFrom('target', 'target', 'target', 'state', 'needs-work', 'note', 'cut', 'build'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const root = await machineTranslated()
        const sessions = [await review(root), await review(root)]
        const before = record(root)
        const done: { readonly session: ReviewSession; readonly undo: Edit }[] = []
        const words = new Map<string, string>()
        const builds: Promise<unknown>[] = []
        for (const [number, { who, row, segment, kind }] of steps.entries()) {
          const session = sessions[who]
          if (session === undefined) throw new Error('no session')
          if (kind === 'build') {
            builds.push(build({ cwd: root, environment: {}, offline: true }))
            continue
          }
          // What the other session does is seen by the base of the edit, or is a conflict.
          const { rows } = await session.document(SOURCE)
          const view = rows[row]
          const own = view?.segments[segment % view.segments.length]
          if (view === undefined || own === undefined) continue
          const seen = { row: view, segment: own }
          const word = `W${number}`
          const edit = ((): Edit => {
            switch (kind) {
              case 'target':
                return editOf<'target'>(seen, { kind, target: reworded(own.target ?? own.source, word) })
              case 'state':
                return editOf<'state'>(seen, { kind, state: 'reviewed' })
              case 'needs-work':
                return editOf<'needs-work'>(seen, { kind, note: word })
              case 'note':
                return editOf<'note'>(seen, { kind, text: word })
              default:
                return {
                  kind: 'cut',
                  document: SOURCE,
                  unit: view.unit,
                  segments: view.segments.map(({ id, version }) => ({ id, base: version })),
                  pieces: [
                    {
                      source: view.segments.flatMap(({ source, after = '' }) => [...source, after]),
                      target: view.segments.flatMap(({ target = [] }) => [...target, ' ']),
                    },
                  ],
                }
            }
          })()
          const result = await session.edit(edit)
          if (result.kind !== 'saved') continue
          done.push({ session, undo: result.undo })
          if (kind === 'target' || kind === 'note') words.set(word, kind)
        }
        await Promise.all(builds)
        const written = record(root)
        for (const word of words.keys()) expect(written).toMatch(new RegExp(`\\b${word}\\b`))
        for (const { session, undo } of done.toReversed()) await saved(session, undo)
        expect(record(root)).toBe(before)
        await Promise.all(sessions.map((session) => session.close()))
      }),
      { ...trials(12), endOnFailure: true },
    )
  })

  test('many edits at once are written together and answered one by one', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    const { rows } = await session.document(SOURCE)
    const edits = rows.flatMap((row) =>
      row.segments.map((segment) =>
        editOf<'target'>({ row, segment }, { kind: 'target', target: reworded(segment.target ?? [], 'New') }),
      ),
    )
    const results = await Promise.all(edits.map((edit) => session.edit(edit)))
    expect(results.map(({ kind }) => kind)).toEqual(edits.map(() => 'saved'))
    expect(readFileSync(join(root, RECORD), 'utf8').match(/New /g)).toHaveLength(edits.length)
  })
})
