/** Promise 5: what a person writes while a run is under way is in the record when the run has written it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeChanges } from '../../src/bitext/merge-changes.ts'
import type { RecordSegment } from '../../src/bitext/record.ts'
import { build } from '../../src/project/build.ts'
import { mapSegments, pendingOf, fill } from '../../src/project/drafts.ts'
import { importRows } from '../../src/project/import.ts'
import { openRun } from '../../src/project/open-run.ts'
import { openProject } from '../../src/project/project.ts'
import { saveRecord, savingOf } from '../../src/project/save-record.ts'
import { step, translated } from '../bitext/make-record.ts'
import { temporaryProject } from '../temporary-project.ts'
import { trials } from '../trials.ts'

const RECORD = 'translations/a.md.en.xlf'
const TEXT = 'قالَ الرجلُ نعم.\n\nثم مضى إلى **السوق**.\n\nوعاد في المساء.\n'

describe("Promise 5: a person's work is never overwritten", () => {
  test('an import while a run waits for its answers; the answers are there too', async () => {
    const root = temporaryProject({ 'input/a.md': TEXT, 'muqabil.config.json': '{"formats":["markdown"]}' })
    await build({ cwd: root, offline: true, environment: {} })
    const project = await openProject({ cwd: root, environment: {} })
    const run = await openRun(project)
    const [draft] = run.drafts
    if (draft === undefined) throw new Error('no draft')
    writeFileSync(join(root, 'e.csv'), 'source,target\nقالَ الرجلُ نعم.,The man said yes.\n')
    await importRows({ cwd: root, environment: {}, from: ['e.csv'] })
    for (const pending of pendingOf(draft, { pseudoCounts: false }))
      fill(pending, ['By ', ...pending.source], { kind: 'machine', provider: 'google' })
    await saveRecord(savingOf(run, project, draft))
    const text = readFileSync(join(root, RECORD), 'utf8')
    expect(text).toContain('The man said yes.')
    expect(text).not.toContain('By قالَ')
    expect(text.match(/<target>By /g)).toHaveLength(2)
    expect(draft.units[0]?.segments[0]?.target).toEqual(['The man said yes.'])
  })

  test('a record with a conflict of git in it is told, and stays', async () => {
    const root = temporaryProject({ 'input/a.md': TEXT, 'muqabil.config.json': '{"formats":["markdown"]}' })
    await build({ cwd: root, offline: true, environment: {} })
    const project = await openProject({ cwd: root, environment: {} })
    const run = await openRun(project)
    const [draft] = run.drafts
    if (draft === undefined) throw new Error('no draft')
    const broken = `${readFileSync(join(root, RECORD), 'utf8')}<<<<<<< ours\n`
    writeFileSync(join(root, RECORD), broken)
    for (const pending of pendingOf(draft, { pseudoCounts: false }))
      fill(pending, ['x', ...pending.source], { kind: 'machine', provider: 'google' })
    await expect(saveRecord(savingOf(run, project, draft))).rejects.toThrow(/record-conflict|xml-syntax/)
    expect(readFileSync(join(root, RECORD), 'utf8')).toBe(broken)
  })

  test('whatever two runs change, every word of a person is in one of the two places that it may have', () => {
    const base = translated(step(undefined, `${TEXT}\n${'جملة أخرى هنا. '.repeat(4)}`), ({ source }) =>
      source.length > 1 ? undefined : 'machine',
    )
    const hands = fc.array(fc.constantFrom(undefined, 'machine' as const, 'person' as const), {
      minLength: 12,
      maxLength: 12,
    })
    const change = (own: readonly ('machine' | 'person' | undefined)[], who: string): typeof base => {
      let place = 0
      return mapSegments(base, (segment): RecordSegment => {
        const kind = own[place++]
        if (kind === undefined) return segment
        const target = [`${who}${place} `, ...segment.source]
        return kind === 'person'
          ? { ...segment, target, state: 'translated', origin: { kind } }
          : { ...segment, target, state: 'translated', origin: { kind, provider: 'x' }, machine: target }
      })
    }
    fc.assert(
      fc.property(hands, hands, (ours, theirs) => {
        const merged = mergeChanges({ base, ours: change(ours, 'o'), theirs: change(theirs, 't') })
        merged.units
          .flatMap(({ segments }) => segments)
          .forEach(({ target, origin }, place) => {
            const [own, other] = [ours[place], theirs[place]]
            const said = String(target?.[0] ?? '')
            if (other === 'person') expect(said).toMatch(/^t/)
            else if (own === 'person') expect(said).toMatch(/^o/)
            else if (other !== undefined) expect(said).toMatch(/^t/)
            else if (own !== undefined) expect(said).toMatch(/^o/)
            if (own === 'person' || other === 'person') expect(origin?.kind).toBe('person')
          })
      }),
      trials(100),
    )
  })
})
