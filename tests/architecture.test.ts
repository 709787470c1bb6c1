/** The house keeps its own rule: who may import whom, and which rooms are pure. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path/posix'
import { describe, expect, test } from 'vitest'

const IMPORT =
  /^[ \t]*(?:import|export) (type )?(?:(?:[\w$]+,? ?)?(?:\{[^}]*\}|\*(?: as \w+)?)? from )?['"]([^'"]+)|\b(?:import|new URL)\(\s*(?:\/\*[^]*?\*\/\s*)?['"`]([^'"`]+)/gm
const EFFECT =
  /\bnew Date\b|\bDate\.(?:now|parse)|\bDate\(|\bMath\.random|\brandom(?:UUID|Bytes|Int)\b|getRandomValues|\bprocess\.[a-z]|\bperformance\.[a-z]|\bfetch\(|\bset(?:Timeout|Interval|Immediate)\b|AbortSignal\.timeout|\.toLocale|localeCompare|Intl\.\w+\((?:\)|undefined|\[\])/
const ROW = /^\|\s*((?:`[\w.-]+`\s*)+)\|[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|$/gm
const names = (cell = '') => [...cell.matchAll(/`([\w.-]+)`/g)].map((match) => match[1] ?? '')

/** One line for each import or effect under `src` that the table of rooms does not allow. */
function faults(src: string, architecture: string): string[] {
  const rules = new Map(
    [...architecture.matchAll(ROW)].flatMap(([, rooms, all, types, pure]) =>
      names(rooms).map(
        (room) => [room, { all: names(all), types: names(types), pure: pure?.includes('yes') ?? false }] as const,
      ),
    ),
  )
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))
  return files
    .filter((file) => /\.tsx?$/.test(file))
    .sort()
    .flatMap((file) => {
      const room = file.split('/')[0] ?? ''
      const rule = rules.get(room)
      const code = readFileSync(join(src, file), 'utf8')
      if (!rule) return [`${file}: its room has no row in ARCHITECTURE.md`]
      const effect = rule.pure ? EFFECT.exec(code.replace(/\/\*[^]*?\*\/|\/\/.*/g, '')) : null
      const forbidden = [...code.matchAll(IMPORT)]
        .map(([, type, fixed, lazy]) => [type, fixed ?? lazy ?? ''] as const)
        .filter(([type, path]) => {
          const to = path.startsWith('.') ? (join(dirname(file), path).split('/')[0] ?? '') : room
          const allowed = to === room || rule.all.includes(to) || (type !== undefined && rule.types.includes(to))
          return !allowed || path.startsWith('#') || (rule.pure && isBuiltin(path))
        })
      return [
        ...forbidden.map(([, path]) => `${file} may not import ${path}`),
        ...(effect ? [`${file} is pure and may not use ${effect[0]}`] : []),
      ]
    })
}

describe('the house', () => {
  test('imports follow the table in ARCHITECTURE.md', () => {
    expect(faults('src', readFileSync('ARCHITECTURE.md', 'utf8'))).toEqual([])
  })

  test('the rule bites', () => {
    const root = mkdtempSync(join(tmpdir(), 'muqabil-rooms-'))
    try {
      for (const room of ['text', 'files', 'attic']) mkdirSync(join(root, room))
      writeFileSync(
        join(root, 'text/up.ts'),
        "import { x } from '../files/x.ts'\nimport fs from 'node:fs'\nexport const now = Date.now()\n",
      )
      writeFileSync(
        join(root, 'files/types.ts'),
        "import type { T } from '../translate/t.ts'\nexport const lazy = () => import('../cli/main.ts')\n",
      )
      writeFileSync(join(root, 'attic/old.ts'), 'export {}\n')
      expect(faults(root, readFileSync('ARCHITECTURE.md', 'utf8'))).toEqual([
        'attic/old.ts: its room has no row in ARCHITECTURE.md',
        'files/types.ts may not import ../translate/t.ts',
        'files/types.ts may not import ../cli/main.ts',
        'text/up.ts may not import ../files/x.ts',
        'text/up.ts may not import node:fs',
        'text/up.ts is pure and may not use Date.now',
      ])
    } finally {
      rmSync(root, { recursive: true })
    }
  })

  test('no file is longer than 500 lines, none is a drawer for odds and ends', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
    const long = files.filter((file) => readFileSync(join('src', file), 'utf8').split('\n').length > 500)
    const drawers = files.filter((file) => /(?:^|\/)(?:util|utils|helpers|common)(?:\/|\.|$)/.test(file))
    expect({ long, drawers }).toEqual({ long: [], drawers: [] })
  })
})
