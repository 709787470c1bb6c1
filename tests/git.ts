/** Real git repositories for the tests: of nobody's settings but their own. */
import { execFileSync } from 'node:child_process'
import process from 'node:process'

const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'سلمى',
  GIT_AUTHOR_EMAIL: 'salma@example.org',
  GIT_COMMITTER_NAME: 'سلمى',
  GIT_COMMITTER_EMAIL: 'salma@example.org',
}

export type Git = (...args: readonly string[]) => string

/** Runs git in a folder. @throws with what git says, and `status`. */
export function gitIn(root: string): Git {
  const env: NodeJS.ProcessEnv = { ...process.env, ...ENVIRONMENT }
  for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE']) delete env[name]
  return (...args) =>
    execFileSync('git', [...args], { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** A repository of what lies in the folder, all of it in one commit on `main`. */
export function repositoryIn(root: string): Git {
  const git = gitIn(root)
  git('init', '--quiet', '--initial-branch=main')
  commitAll(git, 'first')
  return git
}

export function commitAll(git: Git, message: string): string {
  git('add', '--all')
  git('commit', '--quiet', '--allow-empty', '--message', message)
  return git('rev-parse', 'HEAD').trim()
}
