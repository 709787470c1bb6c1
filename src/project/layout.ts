/** How the HTML of a project is laid out. */
import type { Project } from './project.ts'

export type Layout = 'page' | 'site' | 'book'

/** Above so many documents a face in every page weighs more than all their texts. */
const MOST_PAGES = 50

/** @param documents How many sources there are, refused ones too. */
export function layoutOf({ config }: Pick<Project, 'config'>, documents: number): Layout {
  return config.layout ?? (documents > MOST_PAGES ? 'site' : 'page')
}
