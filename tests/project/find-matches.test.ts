/** The look-up that people use: one finder, asked by many, that learns while it is open. */
import { expect, test } from 'vitest'
import { lessonOf } from '../../src/memory/lesson.ts'
import { openMatchFinder } from '../../src/project/find-matches.ts'
import { openProject } from '../../src/project/project.ts'
import { record } from '../memory/make-answers.ts'
import { temporaryProject } from '../temporary-project.ts'

test('finds what records say, whose words they are, and what they say after a correction', async () => {
  const project = await openProject({ cwd: temporaryProject({ 'muqabil.config.json': '{}' }) })
  const source = ['جلس الشيخ في المقهى ', { kind: 'open', id: '4' }, 'القديم', { kind: 'close', id: '4' }, '.'] as const
  const target = [
    'The sheikh sat in the ',
    { kind: 'open', id: '4' },
    'old',
    { kind: 'close', id: '4' },
    ' café.',
  ] as const
  const machine = { kind: 'machine', provider: 'p' } as const
  const first = record('a', [{ source, target, origin: machine, machine: target }])
  await using finder = await openMatchFinder(project, [lessonOf(first)])
  const asked = await Promise.all([
    finder.lookUp([['جَلَسَ الشيخُ في المقهى الجديد.'], ['لا شيء']]),
    finder.lookUpSegments(first.units.flatMap(({ segments }) => segments)),
  ])
  expect(asked).toEqual([
    [
      [
        {
          source: ['جلس الشيخ في المقهى ', { kind: 'open', id: '1' }, 'القديم', { kind: 'close', id: '1' }, '.'],
          target: ['The sheikh sat in the ', { kind: 'open', id: '1' }, 'old', { kind: 'close', id: '1' }, ' café.'],
          similarity: 1 - 2 / 27,
          provenance: machine,
        },
      ],
      [],
    ],
    [[]],
  ])
  const corrected = record('a', [
    { source, target: ['The old sheikh sat down.'], origin: { kind: 'person', name: 'سلمى' } },
  ])
  await finder.learn([corrected])
  expect(await finder.lookUp([['جلس الشيخ في المقهى القديم.']])).toEqual([
    [
      expect.objectContaining({
        target: ['The old sheikh sat down.'],
        similarity: 1,
        provenance: { kind: 'person', name: 'سلمى' },
      }),
    ],
  ])
})
