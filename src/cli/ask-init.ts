/** The few questions of `muqabil init`, at a terminal. */
import { services, sourceProblem, type Found, type InitOptions } from '../project/init.ts'

/** No provider has such a name: it is not one. */
const NOBODY = ''

type FormatName = NonNullable<InitOptions['formats']>[number]

/**
 * Asks only what is open: a project with a configuration and texts has no question left.
 *
 * @returns What `init` is to make; undefined when it was cancelled by Ctrl-C or Escape.
 */
export async function askInit(root: string, found: Found): Promise<InitOptions | undefined> {
  const { intro, isCancel, multiselect, outro, select, text } = await import('@clack/prompts')
  if (found.config && found.hasSources) return {}
  intro('A bilingual edition in this folder')
  let options: InitOptions = {}
  if (!found.config) {
    const provider = await select({
      message: 'Who translates what is missing?',
      options: [
        ...services.map(({ name, what, needs }) => ({ value: name, label: what, hint: `needs ${needs}` })),
        { value: NOBODY, label: 'nobody yet', hint: 'layouts can be tried with --provider pseudo' },
      ],
    })
    if (isCancel(provider)) return undefined
    const formats = await multiselect<FormatName>({
      message: 'Which editions shall be written?',
      options: [
        { value: 'html', label: 'HTML, side by side' },
        { value: 'markdown', label: 'Markdown, a table' },
        { value: 'interleaved', label: 'Markdown, one language after the other' },
      ],
      initialValues: ['html', 'markdown'],
      required: true,
    })
    if (isCancel(formats)) return undefined
    options = { formats, ...(provider === NOBODY ? {} : { provider }) }
  }
  if (!found.hasSources) {
    const source = await text({
      message: 'A text to begin with: its path (.txt, .md, .html, .epub, .docx; Enter: none)',
      defaultValue: '',
      validate: (path) => (path === undefined || path === '' ? undefined : sourceProblem(root, path)?.reason),
    })
    if (isCancel(source)) return undefined
    if (source !== '') options = { ...options, source }
  }
  outro('Thank you.')
  return options
}
