/** What an element of a page says of itself: that it is navigation, a form, comments, links to others. */
import type { Element } from 'hast'
import type { LeftOut } from '../../bitext/source.ts'

export type PagePart = Exclude<LeftOut['reason'], 'furniture' | 'configured'>

const BY_ROLE: Readonly<Record<string, PagePart>> = {
  navigation: 'navigation',
  menu: 'navigation',
  menubar: 'navigation',
  toolbar: 'navigation',
  search: 'form',
  form: 'form',
  dialog: 'page',
  alertdialog: 'page',
}
const BY_TAG: Readonly<Record<string, PagePart>> = { nav: 'navigation', form: 'form', button: 'form', dialog: 'page' }

/** Words of class names and ids. Source: the themes of WordPress, Drupal, Blogger, MediaWiki and of news sites. */
const BY_WORD: Readonly<Record<string, PagePart>> = {
  comments: 'comments',
  comment: 'comments',
  commentlist: 'comments',
  respond: 'comments',
  disqus: 'comments',
  related: 'related',
  relatedposts: 'related',
  recommended: 'related',
  recommendations: 'related',
  mostread: 'related',
  trending: 'related',
  breadcrumb: 'navigation',
  breadcrumbs: 'navigation',
  navbar: 'navigation',
  navbox: 'navigation',
  navigation: 'navigation',
  pager: 'navigation',
  pagination: 'navigation',
  addtoany: 'page',
  advert: 'page',
  advertisement: 'page',
  ads: 'page',
  cookie: 'page',
  cookies: 'page',
  newsletter: 'page',
  share: 'page',
  sharedaddy: 'page',
  sharing: 'page',
  sidebar: 'page',
  social: 'page',
  sponsored: 'page',
  subscribe: 'page',
}
/** Tools beside a heading, on inline elements too. */
const INLINE_WORDS = new Set(['editsection', 'headerlink', 'jumplink', 'skiplink'])
/** `no-sidebar`, `has-comments`, `sidebar-layout`: said of what stands elsewhere. */
const NEGATED = new Set(['has', 'is', 'no', 'not', 'with', 'without', 'wrapper', 'wrap', 'layout', 'main', 'content'])
const NAMED_BY_WORDS = new Set('aside details div footer header li ol p section table ul'.split(' '))
const HIDING = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i

/** Undefined for what says nothing of the kind. */
export function pagePart({ tagName, properties }: Element): PagePart | undefined {
  if (properties.hidden === true || HIDING.test(String(properties.style ?? ''))) return 'hidden'
  return BY_ROLE[String(properties.role ?? '')] ?? BY_TAG[tagName] ?? byWords(tagName, properties)
}

/** The head, the foot and the side of a page, or of an article in it: which, its place decides. */
export function isEdge({ tagName, properties }: Element): boolean {
  const role = String(properties.role ?? '')
  return /^(?:aside|footer|header)$/.test(tagName) || /^(?:banner|complementary|contentinfo)$/.test(role)
}

function byWords(tagName: string, { className, id }: Element['properties']): PagePart | undefined {
  const names = [...(Array.isArray(className) ? className : []), ...(typeof id === 'string' ? [id] : [])]
  for (const name of names) {
    const words = wordsOf(String(name))
    if (words.some((word) => INLINE_WORDS.has(word))) return 'navigation'
    if (!NAMED_BY_WORDS.has(tagName) || words.some((word) => NEGATED.has(word))) continue
    const known = words.find((word) => Object.hasOwn(BY_WORD, word))
    if (known !== undefined) return BY_WORD[known]
  }
  return undefined
}

/** 'entry-comments', 'relatedPosts', 'post__share' as words. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
}
