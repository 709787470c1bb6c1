/** Language and direction of each side, for every element that shows its words. */
import type { ProjectView } from '../../api.ts'

export interface Side {
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
}

export function sidesOf(project: ProjectView | undefined): { readonly source: Side; readonly target: Side } {
  return {
    source: { lang: project?.sourceLanguage ?? 'ar', dir: project?.sourceDirection ?? 'rtl' },
    target: { lang: project?.targetLanguage ?? 'en', dir: project?.targetDirection ?? 'ltr' },
  }
}
