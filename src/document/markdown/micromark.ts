/** Types of the Markdown parser's extensions, by way of remark, which brings the parser. */
import type { remark } from 'remark'
import type { Data } from 'unified'

/** `unified` knows these members once remark's types are loaded. */
type Parsing = ReturnType<typeof remark> extends object ? Data : never

export type SyntaxExtension = NonNullable<Parsing['micromarkExtensions']>[number]
type Constructs = NonNullable<SyntaxExtension['text']>
export type Construct = Exclude<Constructs[string], undefined | readonly unknown[]>
export type Tokenizer = Construct['tokenize']
export type Effects = Parameters<Tokenizer>[0]
export type State = Parameters<Tokenizer>[1]
/** A UTF-16 unit; -5 to -3 a line ending, -2 and -1 a tab, null the end. */
export type Code = Parameters<State>[0]
export type TokenizeContext = ThisParameterType<Tokenizer>
export type ParseContext = TokenizeContext['parser']

export type TreeExtension = Exclude<NonNullable<Parsing['fromMarkdownExtensions']>[number], readonly unknown[]>
type TreeHandle = NonNullable<NonNullable<TreeExtension['enter']>[string & keyof TreeExtension['enter']]>
export type Token = Parameters<TreeHandle>[0]
/** What builds the tree from the parser's tokens. */
export type CompileContext = ThisParameterType<TreeHandle>
