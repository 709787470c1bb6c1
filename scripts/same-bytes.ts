/**
 * Whether the packed program writes the same bytes under several versions of Node as the checkout does:
 * `node scripts/same-bytes.ts 22 24`. Fetches those that are not here from the npm registry.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { readHardCases } from '../tests/segment/read-hard-cases.ts'

const CONFIG = {
  provider: 'pseudo',
  formats: ['html', 'markdown', 'interleaved', 'epub', 'json', 'tei', 'csv', 'markdown-mono', 'html-mono'],
  numbers: 'frozen',
}

const home = mkdtempSync(join(tmpdir(), 'muqabil-same-bytes-'))
try {
  const versions = process.argv.slice(2)
  const packed = installPacked()
  const here = written('checkout', process.execPath, resolve('bin/muqabil.mjs'))
  for (const version of versions.length === 0 ? ['22', '24'] : versions) {
    const node = nodeOf(version)
    const there = written(`node-${version}`, node, packed)
    const names = [...new Set([...here.keys(), ...there.keys()])]
    const others = names.filter((name) => here.get(name) !== there.get(name))
    const said = execFileSync(node, ['-p', '`Node ${process.versions.node}, ICU ${process.versions.icu}`'])
      .toString()
      .trim()
    process.stdout.write(`${said}: ${names.length} files, ${others.length} other bytes\n`)
    for (const name of others) process.stdout.write(`  ${name}\n`)
    if (others.length > 0) process.exitCode = 1
  }
} finally {
  rmSync(home, { recursive: true, force: true })
}

/** What users install, its dependencies those of the checkout. @returns Path of the command. */
function installPacked(): string {
  const modules = join(home, 'node_modules')
  mkdirSync(join(modules, 'muqabil'), { recursive: true })
  const [tarball = ''] = execFileSync('npm', ['pack', '--silent', '--pack-destination', home])
    .toString()
    .trim()
    .split('\n')
    .slice(-1)
  execFileSync('tar', ['-xzf', join(home, tarball), '--strip-components=1', '-C', join(modules, 'muqabil')])
  for (const name of readdirSync('node_modules'))
    if (!name.startsWith('.') && name !== 'muqabil') symlinkSync(resolve('node_modules', name), join(modules, name))
  return join(modules, 'muqabil/bin/muqabil.mjs')
}

function nodeOf(version: string): string {
  const folder = join(home, `npm-${version}`)
  mkdirSync(folder)
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', '--prefix', folder, `node@${version}`])
  return join(folder, 'node_modules/node/bin/node')
}

/** SHA-256 by path of records and editions. */
function written(name: string, node: string, command: string): ReadonlyMap<string, string> {
  const root = join(home, name)
  mkdirSync(join(root, 'input'), { recursive: true })
  for (const file of readdirSync('input')) copyFileSync(join('input', file), join(root, 'input', file))
  const hard = readHardCases().map(({ text }) => text.replaceAll('\n', ' '))
  writeFileSync(join(root, 'input/hard.txt'), `${hard.join('\n\n')}\n`)
  writeFileSync(join(root, 'muqabil.config.json'), JSON.stringify(CONFIG))
  execFileSync(node, [command, 'build', '-C', root], { stdio: 'ignore' })
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(?:output|translations)/.test(file),
  )
  return new Map(
    files
      .filter((file) => statSync(join(root, file)).isFile())
      .map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(join(root, file)))
          .digest('hex'),
      ]),
  )
}
