/** How large a user's install is, and which packages weigh most: `node scripts/install-size.ts`. Asks the npm registry. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { folderSize } from './folder-size.ts'

const SHOWN = 12

const root = mkdtempSync(join(tmpdir(), 'muqabil-install-size-'))
try {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', root], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [tarball = ''] = readdirSync(root)
  writeFileSync(join(root, 'package.json'), '{"name":"x","private":true}')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', `./${tarball}`], { cwd: root })
  const modules = join(root, 'node_modules')
  const packages = packagesIn(modules)
  process.stdout.write(`${megabytes(folderSize(modules))} in ${packages.length} packages, without optional peers\n`)
  const sized = packages.map((name) => ({ name, size: folderSize(join(modules, name)) }))
  for (const { name, size } of sized.toSorted((a, b) => b.size - a.size).slice(0, SHOWN))
    process.stdout.write(`${megabytes(size).padStart(8)}  ${name}\n`)
} finally {
  rmSync(root, { recursive: true, force: true })
}

/** Names of what lies at the top of `node_modules`; packages inside of others count to those. */
function packagesIn(modules: string): readonly string[] {
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'))
  return names
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((each) => `${name}/${each}`) : [name],
    )
    .filter((name) => existsSync(join(modules, name, 'package.json')))
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
