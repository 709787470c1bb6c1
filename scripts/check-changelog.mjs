// Before a version is published: the changelog has a part of its own for it. Run by npm.
import { readFileSync } from 'node:fs'
import process from 'node:process'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
if (!readFileSync('CHANGELOG.md', 'utf8').split('\n').includes(`## ${version}`)) {
  console.error(
    `CHANGELOG.md: Unexpected changelog without "## ${version}", expected a part for what is published; give "Unreleased" that name.`,
  )
  process.exit(2)
}
