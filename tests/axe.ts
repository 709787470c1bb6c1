/** axe, which comes into a page as a script, and what it finds there. */
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

/** What we use of axe, which comes into the page as a script. */
interface Axe {
  run(
    context: Document,
    options: {
      readonly resultTypes: readonly string[]
      readonly rules: Readonly<Record<string, { readonly enabled: boolean }>>
    },
  ): Promise<{
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
  }>
}

declare global {
  interface Window {
    readonly axe: Axe
  }
}

const require = createRequire(import.meta.url)
/** Its source. */
export const axe = readFileSync(
  createRequire(require.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
)
export async function violations(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { violations: found } = await window.axe.run(document, {
      resultTypes: ['violations'],
      rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
    })
    return found.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html.slice(0, 120))
          .join(' | ')
          .slice(0, 400)}`,
    )
  })
}
