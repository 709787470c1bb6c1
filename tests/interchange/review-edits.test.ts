/** A file of edits from a review page without a server comes back: by id and source hash, twice if need be. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ImportEvent } from '../../src/project/events.ts'
import { importRows, type ImportOptions } from '../../src/project/import.ts'
import type { FileEdit } from '../../src/review/app/desk/embedded.ts'
import { editOf, machineTranslated, record, review, SOURCE, spot } from '../project/review/reviewed-project.ts'

const FILE = 'a.md.muqabil-edits.json'

function put(root: string, edits: readonly FileEdit[], document = SOURCE): void {
  writeFileSync(join(root, FILE), JSON.stringify({ muqabil: 'edits', version: 1, document, edits }))
}

async function taken(
  root: string,
  options: Partial<ImportOptions> = {},
): Promise<{ readonly counts: readonly number[]; readonly conflicts: readonly unknown[] }> {
  const events: ImportEvent[] = []
  const { changed, same, unknown, conflicts } = await importRows({
    cwd: root,
    environment: {},
    from: [FILE],
    onEvent: (event) => event.event === 'import' && events.push(event),
    ...options,
  })
  return {
    counts: [changed, same, unknown, conflicts],
    conflicts: events.flatMap(({ conflict }) => conflict ?? []),
  }
}

describe('edits of a page', () => {
  test('are taken each as it is, once; words, states, marks, notes and waivers', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    const spots = await Promise.all([spot(session, 0), spot(session, 1, 1), spot(session, 2), spot(session, 3)])
    const [title, second, third, fourth] = spots.map(({ row, segment }): FileEdit => ({
      id: `${row.unit}/${segment.id}`,
      sourceHash: segment.sourceHash,
      base: segment.exported,
    }))
    if (!title || !second || !third || !fourth) throw new Error('four')
    await session.close()
    put(root, [
      { ...title, target: ['The café of the ', 'quarter'], state: 'reviewed' },
      { ...second, target: [], state: 'initial' },
      { ...third, state: 'final', waived: { numbers: 'كذا في الأصل', missing: 'no such', __proto__x: 'y' } },
      { ...fourth, needsWork: 'ما «هذه»؟', note: 'ask <b>Salma</b>' },
    ])
    const before = record(root)
    expect(await taken(root, { dryRun: true })).toMatchObject({ counts: [4, 0, 0, 0] })
    expect(record(root)).toBe(before)
    expect(await taken(root)).toEqual({ counts: [4, 0, 0, 0], conflicts: [] })
    const after = record(root)
    expect(await taken(root)).toEqual({ counts: [0, 4, 0, 0], conflicts: [] })
    expect(record(root)).toBe(after)
    const again = await review(root)
    expect((await spot(again, 0)).segment).toMatchObject({
      target: ['The café of the quarter'],
      state: 'reviewed',
      isPersons: true,
    })
    expect((await spot(again, 1, 1)).segment).toMatchObject({ state: 'initial' })
    expect((await spot(again, 1, 1)).segment.target).toBeUndefined()
    expect((await spot(again, 2)).segment).toMatchObject({ state: 'final', waived: { numbers: 'كذا في الأصل' } })
    const last = await spot(again, 3)
    expect([last.segment.mark, last.segment.reason, last.row.notes]).toEqual([
      'needs-work',
      'ما «هذه»؟',
      ['ask <b>Salma</b>'],
    ])
  })

  test('meet a person’s newer work, other codes, another source, nothing to approve: shown, nothing overwritten', async () => {
    const root = await machineTranslated()
    const session = await review(root)
    const seen = await spot(session, 0)
    const coded = await spot(session, 1)
    const bare = await spot(session, 3)
    const headOf = ({ row, segment }: typeof seen): FileEdit => ({
      id: `${row.unit}/${segment.id}`,
      sourceHash: segment.sourceHash,
      base: segment.exported,
    })
    await session.edit(editOf<'target'>(seen, { kind: 'target', target: ['Newer, by a person'] }))
    await session.edit(editOf<'target'>(bare, { kind: 'target', target: [] }))
    const edits: readonly FileEdit[] = [
      { ...headOf(seen), target: ['Older, from the page'] },
      { ...headOf(coded), target: ['without the code'] },
      { ...headOf(bare), state: 'final' },
      { ...headOf(coded), sourceHash: '0000000000000000', target: ['x'] },
      { ...headOf(coded), id: 'p-00000000/s1', target: ['x'] },
    ]
    put(root, edits)
    const before = record(root)
    expect(await taken(root)).toEqual({
      counts: [0, 0, 0, 5],
      conflicts: ['person', 'codes', 'untranslated', 'source', 'gone'],
    })
    expect(record(root)).toBe(before)
    expect((await taken(root, { overwrite: true })).counts).toEqual([1, 0, 0, 4])
    expect(record(root)).toContain('Older, from the page')
  })

  test.each([
    ['{', 'no JSON'],
    ['[]', 'no file of edits'],
    ['{"muqabil":"edits","version":2}', 'version 2'],
    ['{"muqabil":"edits","version":1,"document":"a","edits":[{"id":"x/y"}]}', 'edits.0.sourceHash'],
    [
      '{"muqabil":"edits","version":1,"document":"a","edits":[{"id":"x/y","sourceHash":"a","base":"b","target":[{"kind":"script"}]}]}',
      'edits.0.target',
    ],
  ])('%s is refused, and nothing is written', async (text, words) => {
    const root = await machineTranslated()
    writeFileSync(join(root, FILE), text)
    const before = readFileSync(join(root, 'translations/a.md.en.xlf'), 'utf8')
    await expect(taken(root)).rejects.toThrow(words)
    expect(record(root)).toBe(before)
  })
})
