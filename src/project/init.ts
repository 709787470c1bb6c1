/** Makes a project to begin with. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomic } from '../files/write-atomic.ts'

export interface Made {
  readonly path: string
  /** False: it was there and was left as it is. */
  readonly made: boolean
}

const CONFIG = `{
  "sourceLanguage": "ar",
  "targetLanguage": "en",
  "formats": ["html", "markdown"]
}
`
const ENVIRONMENT = `# Copy this file to .env and fill in what you use. Never commit .env.
# Path of a Google Cloud service account's key file; leave it empty after "gcloud auth application-default login".
GOOGLE_APPLICATION_CREDENTIALS=
# The Google Cloud project that is billed, when the credentials do not name one.
GOOGLE_CLOUD_PROJECT=
# Or an API key, for the older API ("api": "v2").
GOOGLE_API_KEY=
`
const WORKFLOW = `name: editions
on: [push, pull_request]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 24 }
      # No key, no connection: fails when a translation is missing or an edition is not what a build writes.
      - run: npx --yes muqabil build --frozen
      - run: git diff --exit-code
`
const IGNORED = ['.muqabil/', '.env']

/** Folders, configuration, an example of the environment, a CI workflow, and what git must not keep. */
export function init(root: string): readonly Made[] {
  const files: readonly (readonly [string, string])[] = [
    ['muqabil.config.json', CONFIG],
    ['.env.example', ENVIRONMENT],
    ['.github/workflows/editions.yml', WORKFLOW],
  ]
  const folders = ['input', 'output', 'translations'].map((path): Made => {
    const made = !existsSync(join(root, path))
    mkdirSync(join(root, path), { recursive: true })
    return { path: `${path}/`, made }
  })
  const written = files.map(([path, text]): Made => {
    if (
      existsSync(join(root, path)) ||
      (path.startsWith('muqabil.config') &&
        ['ts', 'js', 'mjs'].some((ending) => existsSync(join(root, `muqabil.config.${ending}`))))
    )
      return { path, made: false }
    writeFileAtomic(join(root, path), text, path)
    return { path, made: true }
  })
  return [...folders, ...written, { path: '.gitignore', made: ignore(join(root, '.gitignore')) }]
}

function ignore(path: string): boolean {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  const missing = IGNORED.filter((line) => !lines.includes(line))
  if (missing.length > 0)
    appendFileSync(path, `${lines.length > 0 && lines.at(-1) !== '' ? '\n' : ''}${missing.join('\n')}\n`)
  return missing.length > 0
}
