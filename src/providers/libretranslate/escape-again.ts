/** Answers of LibreTranslate as markup again: the server unescapes its HTML before it gives it back. */

/** '<span id="1">', '</span>', '<img id="2"/>': our codes as the server's parser writes them. */
const CODE = /(<span id="[^"<>]*">|<\/span>|<(?:img|br) id="[^"<>]*"\s*\/?>)/
/** '&amp;lt;', '&amp;#39;': an entity that the text itself speaks of. */
const LITERAL_ENTITY = /&amp;(?:#\w+|\w+);/

/**
 * What is no code of ours is text, and is escaped once more. Ampersands are left alone, since
 * models write entities of their own, unless the text spoke of an entity.
 */
export function escapeAgain(answer: string, text: string): string {
  const ampersand = LITERAL_ENTITY.test(text) ? '&amp;' : '&'
  return answer
    .split(CODE)
    .map((piece, index) =>
      index % 2 === 1 ? piece : piece.replaceAll('&', ampersand).replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    )
    .join('')
}
