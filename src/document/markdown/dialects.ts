/** What the parser reads beyond GitHub's flavour: one file a dialect. */
import { admonitionSyntax, admonitionTree } from './admonitions.ts'
import { containerLineSyntax, containerLineTree } from './container-lines.ts'
import { mathSyntax, mathTree } from './math.ts'
import type { SyntaxExtension, TreeExtension } from './micromark.ts'

/** @param text What the parser is about to be given. */
export function dialectSyntax(text: string): readonly SyntaxExtension[] {
  return [mathSyntax(text), containerLineSyntax, admonitionSyntax]
}

export const dialectTrees: readonly TreeExtension[] = [mathTree, containerLineTree, admonitionTree]
