/** Files of a revision in a folder of their own, so that they can be read like any project. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { blobsOf, type Blob } from '../files/git.ts'
import { projectPath } from '../files/project-path.ts'
import type { Project } from './project.ts'

export interface LaidRevision extends Disposable {
  /** With the settings of today, its root the folder. */
  readonly project: Project
}

/** @param files By path, as `filesAt` gives them. The folder goes with the end of its use. */
export function layRevision(project: Project, files: ReadonlyMap<string, Blob>): LaidRevision {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'muqabil-revision-')))
  const remove = (): void => rmSync(root, { recursive: true, force: true })
  try {
    const blobs = blobsOf([...files.values()])
    for (const [path, { id }] of files) {
      const file = join(root, projectPath(root, path)) // a tree that git did not make can hold any name
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, blobs.get(id) ?? '')
    }
    mkdirSync(join(root, project.config.input), { recursive: true })
    return { project: { ...project, root }, [Symbol.dispose]: remove }
  } catch (error) {
    remove()
    throw error
  }
}
