/** docs/faults.md is made of the code's own tables and of how the matrix of troubles ends (`MUQABIL_UPDATE=1` writes it). */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import type { FaultAction } from '../../src/errors.ts'
import { COMMON_HTTP, faultKinds, type FaultRow } from '../../src/providers/faults.ts'
import { builtIns } from '../../src/providers/registry.ts'
import { endsFile, troubles } from '../providers/matrix.ts'
import { services } from '../providers/services.ts'

const PAGE = 'docs/faults.md'

const ACTIONS: Readonly<Record<FaultAction, string>> = {
  wait: 'Everyone pauses once, as long as the service asked, and is slower afterwards; then the request is sent again. A service that asks for more than an hour is asked no more in this run.',
  retry: 'The request is sent again after a pause that grows each time, a few times.',
  split: 'The request is halved, and again, until the text that is the cause stands alone; that one is tried a little and then left visibly missing.',
  skip: 'Halved in the same way; the text that is refused is left to the next provider, or visibly missing.',
  stop: 'This provider is asked no more in this run; the next one of the chain takes over. What was answered is saved.',
  'stop-all': 'Nobody is asked any more in this run. What was answered is saved.',
}

type Tables = Readonly<Record<string, readonly FaultRow[]>>

async function tablesOf(name: string): Promise<Tables> {
  const file = `src/providers/${name}/faults.ts`
  if (!existsSync(file)) return {}
  const loaded = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { readonly faults?: Tables }
  return loaded.faults ?? {}
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

/** A pattern that is but a list of words as such a list; another one as it stands. */
function readable({ source }: RegExp): string {
  const plain = source
    .replace(/^\^/, '')
    .replace('(?![\\w-])', '')
    .replace(/^\(\?:([^()]*)\)$/, '$1')
    .replaceAll(' ?', ' ')
  const words = /^[\w |-]+$/.test(plain) ? plain.split('|') : [source]
  return words.map((word) => `\`${word}\``).join(', ')
}

function rowsOf(rows: readonly FaultRow[]): string {
  return table(
    ['status', 'what it says', 'code', 'what is done'],
    rows.map(({ http = [], grpc = [], says, code }) => [
      [...http.map(String), ...grpc.map((each) => `gRPC ${each}`)].join(', ') || 'any',
      says === undefined ? 'anything' : `${readable(says)}${says.flags.includes('i') ? ' in any case' : ''}`,
      `\`${code}\``,
      faultKinds[code].action,
    ]),
  )
}

const endOf = (end: string): string => (end === 'complete' ? '✓' : end)

async function page(): Promise<string> {
  const sections: string[] = []
  for (const { about } of builtIns) {
    for (const [way, rows] of Object.entries(await tablesOf(about.name)))
      sections.push(`### ${about.name}: ${way}\n\n${rowsOf(rows)}`)
  }
  const ends = services.map((service) => JSON.parse(readFileSync(endsFile(service), 'utf8')) as Record<string, string>)
  return `# Faults

What can go wrong with a translation service, and what is done about it. A test makes this page of the tables in the code.
An error that no row fits is tried again a little and shown under \`--verbose\`, without addresses, keys and tokens.

## What is done

${table(['action', 'meaning'], Object.entries(ACTIONS).map(([action, words]) => [action, words]))}

## Kinds of faults

Codes are permanent: scripts may match on them.

${table(['code', 'what is done', 'what is said'], Object.entries(faultKinds).map(([code, { action, words }]) => [`\`${code}\``, action, words]))}

## What each service says, and what it means

The first row that fits counts. "What it says" is looked for in the name, the message and the reasons of the error: one of several words, or a pattern.

### Every service over HTTP, after its own table

${rowsOf(COMMON_HTTP)}

${sections.join('\n\n')}

## Troubles, tried on every way of every service

Each one is put into the middle of a run against a stand-in of the service. ✓: every sentence has its translation in the end. "1 left missing": only the sentence that is the cause has none. "stops": with this code, and what was answered before is kept; the next build goes on from there.

${table(['trouble', ...services.map(({ name }) => name)], troubles.map(({ name }) => [name, ...ends.map((each) => endOf(each[name] ?? 'not tried'))]))}
`
}

test('the page is what the tables say', async () => {
  const made = await page()
  if (process.env.MUQABIL_UPDATE === '1') writeFileSync(PAGE, made)
  expect(readFileSync(PAGE, 'utf8')).toBe(made)
  expect(made).not.toContain('not tried')
})

test('every provider that reaches out has a table of its faults, and no folder is forgotten', async () => {
  const folders = readdirSync('src/providers', { withFileTypes: true }).filter((each) => each.isDirectory())
  const names = builtIns.map(({ about }) => about.name)
  for (const name of names) {
    const tables = await tablesOf(name)
    if (name !== 'pseudo') expect(Object.values(tables).flat().length, name).toBeGreaterThan(0)
    for (const { code } of Object.values(tables).flat()) expect(Object.keys(faultKinds)).toContain(code)
  }
  const withAbout = folders.filter(({ name }) => existsSync(`src/providers/${name}/about.ts`)).map(({ name }) => name)
  expect(withAbout.toSorted()).toEqual(names.toSorted())
})
