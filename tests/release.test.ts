/** How a version is made and published: what the workflows run, and what names the version. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { repositoryIn } from './git.ts'
import { temporaryProject } from './temporary-project.ts'

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>
        readonly steps: readonly {
          readonly uses?: string
          readonly run?: string
          readonly with?: Readonly<Record<string, unknown>>
          readonly env?: Readonly<Record<string, string>>
        }[]
      }
    >
  >
}

const FOLDER = '.github/workflows'
const workflows = readdirSync(FOLDER).map(
  (name) => [name, parse(readFileSync(join(FOLDER, name), 'utf8')) as Workflow] as const,
)
const { version, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly version: string
  readonly scripts: Readonly<Record<string, string>>
}

describe('the workflows', () => {
  test('run only what is here, and no expression stands in a command', () => {
    for (const [, { jobs }] of workflows)
      for (const { run, with: inputs } of Object.values(jobs).flatMap(({ steps }) => steps)) {
        const commands = [run, inputs?.['version-script'], inputs?.['publish-script']].filter(
          (each) => typeof each === 'string',
        )
        for (const command of commands) {
          expect(command).not.toContain('${{')
          const [, name] = /^npm run (\S+)/.exec(command) ?? []
          if (name !== undefined) expect(Object.keys(scripts)).toContain(name)
          for (const [file] of command.matchAll(/(?:scripts\/|^\.ci\/)\S+/g))
            expect(() => readFileSync(file)).not.toThrow()
        }
      }
  })

  test('only the one that releases may write or ask for an identity, and what it uses is pinned to a commit', () => {
    for (const [name, { permissions, jobs }] of workflows) {
      const all = [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})].flatMap((each) =>
        Object.values(each),
      )
      if (name !== 'release.yml') expect(all.filter((value) => value !== 'read')).toEqual([])
    }
    const release = workflows.find(([name]) => name === 'release.yml')?.[1]
    expect(release?.permissions).toEqual({})
    expect(release?.jobs.release?.permissions).toEqual({
      contents: 'write',
      'pull-requests': 'write',
      'id-token': 'write',
    })
    const steps = release?.jobs.release?.steps ?? []
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/)
    expect(steps.findIndex(({ run }) => run === 'npm test')).toBeLessThan(
      steps.findIndex(({ uses }) => uses?.startsWith('changesets/')),
    )
    expect(steps.at(-1)?.env).toEqual({ NPM_CONFIG_PROVENANCE: 'true' })
  })
})

describe('a version', () => {
  const NAMED = ['action.yml', 'docs/ci.md', 'CITATION.cff']

  test('is the same wherever it is named', () => {
    expect(readFileSync('CITATION.cff', 'utf8')).toContain(`\nversion: ${version}\n`)
    const guide = readFileSync('docs/ci.md', 'utf8')
    const named = [...guide.matchAll(/muqabil@v?(\d[\w.-]*)/g)].map((match) => match[1])
    expect(named.length).toBeGreaterThan(3)
    expect(new Set(named)).toEqual(new Set([version]))
  })

  test('is made of the changes that are written down, in every place; and is not published without its part of the changelog', () => {
    const root = temporaryProject({
      '.changeset/kind-rows-stay.md': "---\n'muqabil': minor\n---\n\nRows say what is theirs.\n",
      '.gitignore': 'node_modules\n',
    })
    for (const file of ['package.json', 'CHANGELOG.md', '.changeset/config.json', ...NAMED])
      cpSync(file, join(root, file))
    symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'junction')
    repositoryIn(root)
    const [major, minor] = version.split('.').map(Number)
    const next = `${major}.${(minor ?? 0) + 1}.0`
    const publishable = (): number | null =>
      spawnSync(process.execPath, [resolve('scripts/check-changelog.mjs')], { cwd: root, stdio: 'ignore' }).status
    expect(publishable()).toBe(2)
    execFileSync(process.execPath, ['node_modules/@changesets/cli/bin.js', 'version'], { cwd: root, stdio: 'pipe' })
    execFileSync(process.execPath, [resolve('scripts/write-version.ts')], { cwd: root })
    const read = (file: string): string => readFileSync(join(root, file), 'utf8')
    expect(read('package.json')).toContain(`"version": "${next}"`)
    for (const file of NAMED) {
      expect(read(file)).toContain(next)
      expect(read(file).replaceAll(next, version)).toBe(readFileSync(file, 'utf8'))
    }
    expect(read('CHANGELOG.md')).toMatch(
      new RegExp(`^# Changelog\n\n## ${next}\n[^#]*### Minor Changes\n[^#]*Rows say what is theirs`),
    )
    expect(publishable()).toBe(0)
  })
})

test('the citation has what its format asks for', () => {
  const citation = parse(readFileSync('CITATION.cff', 'utf8')) as Readonly<Record<string, unknown>>
  expect(citation).toMatchObject({
    'cff-version': '1.2.0',
    type: 'software',
    authors: [{ name: 'The muqabil authors' }],
  })
  for (const name of ['message', 'title', 'abstract', 'license']) expect(citation[name]).toBeTypeOf('string')
})
