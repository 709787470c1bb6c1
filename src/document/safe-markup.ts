/** What markup of a source may come into the tree: structure and inline markup, nothing live. */
import { defaultSchema, type Options } from 'rehype-sanitize'
import { VERSE_CLASSES } from '../text/verse-line.ts'
import { ALERT_KINDS } from './markdown/alert-kinds.ts'

const ELEMENTS = [
  'abbr',
  'bdi',
  'bdo',
  'caption',
  'center',
  'cite',
  'dfn',
  'dialog',
  'fieldset',
  'figcaption',
  'figure',
  'form',
  'hgroup',
  'legend',
  'mark',
  'menu',
  'small',
  'time',
  'u',
  'var',
  'wbr',
  'address',
  'article',
  'aside',
  'footer',
  'header',
  'main',
  'nav',
]

const KEPT_CLASSES = ['notranslate', 'sr-only']
const VERSE: readonly [string, ...string[]] = ['className', ...KEPT_CLASSES, ...VERSE_CLASSES]

/**
 * Tighter than GitHub's schema in attributes (only what the edition draws), wider in elements.
 * Ids keep their names here: the edition prefixes every one.
 */
export const safeMarkup: Options = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []), ...ELEMENTS],
  attributes: {
    a: ['href', 'name', 'dataFootnoteRef', 'dataFootnoteBackref', 'ariaLabel', 'ariaDescribedBy'],
    img: ['src', 'alt', 'dataPicture'],
    code: [['className', /^language-./]],
    div: [['dataAlert', '', ...ALERT_KINDS], [...VERSE]],
    p: [[...VERSE]],
    table: [[...VERSE]],
    blockquote: [[...VERSE]],
    input: [['disabled', true], ['type', 'checkbox'], 'checked'],
    li: ['value', ['className', 'task-list-item']],
    ol: ['start', 'reversed', ['className', 'contains-task-list']],
    ul: [['className', 'contains-task-list']],
    section: ['dataFootnotes', ['className', 'footnotes']],
    h2: [['className', 'sr-only']],
    td: ['align', 'colSpan', 'rowSpan'],
    th: ['align', 'colSpan', 'rowSpan', 'scope'],
    span: ['dataPage'],
    time: ['dateTime'],
    details: ['open'],
    '*': ['dir', 'lang', 'id', 'title', 'translate', 'dataMuqabilNote', ['className', ...KEPT_CLASSES]],
  },
  clobber: [],
  clobberPrefix: '',
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'], cite: ['http', 'https'] },
  strip: [
    'script',
    'style',
    'template',
    'noscript',
    'iframe',
    'object',
    'embed',
    'svg',
    'math',
    'title',
    'textarea',
    'select',
    'option',
  ],
}
