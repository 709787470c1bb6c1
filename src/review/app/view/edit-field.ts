/**
 * A line of text that a person writes in, with chips that stay. The field keeps its own text: what the browser would do to
 * the page is done to the text, and drawn; only what an input method composes is read back from the page.
 */
import type { Code, Content } from '../../../bitext/content.ts'
import type { CodeView } from '../../api.ts'
import { atomsOf, contentOf, moveCode, nameOf, plainLine, replaceText, type Atom, type Step } from '../text/atoms.ts'
import { createHistory } from '../text/history.ts'
import { chipText, chipWords } from './chips.ts'
import { drawAtoms, offsetAt, pointAt, readAtoms } from './edit-dom.ts'

export interface EditField {
  content(): Content
  /** From outside, such as another editor's words; the caret stays where it can. */
  put(content: Content): void
  focus(): void
  /** Takes the caret over a chip, which browsers do in different ways. @returns Whether there was one. */
  pass(towards: 'back' | 'on'): boolean
  /** Moves the chip beside the caret. @returns Whether one could be moved. */
  move(towards: 'back' | 'on', step: Step): boolean
  undo(which: 'undo' | 'redo'): void
  close(): void
}

export interface FieldOptions {
  readonly content: Content
  readonly codes: Readonly<Record<string, CodeView>>
  readonly onChange: (content: Content) => void
  /** How a chip that was moved or that could not be taken away is told of. */
  readonly onTell: (words: string) => void
}

export function createEditField(host: HTMLElement, { content, codes, onChange, onTell }: FieldOptions): EditField {
  let atoms = atomsOf(content)
  let isComposing = false
  const history = createHistory({ atoms, caret: atoms.length })
  const chip = (code: Code): HTMLElement => chipElement(code, codes[code.id])
  const draw = (from: number, to = from): void => {
    drawAtoms(host, atoms, chip)
    if (document.activeElement === host) select(from, to)
  }
  const select = (from: number, to = from): void => {
    const selection = document.getSelection()
    const [start, end] = [pointAt(host, from), pointAt(host, to)]
    selection?.setBaseAndExtent(start.node, start.offset, end.node, end.offset)
  }
  const selected = (): { readonly start: number; readonly end: number } => {
    const selection = document.getSelection()
    if (!selection || selection.rangeCount === 0 || !host.contains(selection.anchorNode))
      return { start: atoms.length, end: atoms.length }
    return between(selection.getRangeAt(0))
  }
  const between = (range: AbstractRange): { readonly start: number; readonly end: number } => {
    const start = offsetAt(host, range.startContainer, range.startOffset)
    return { start, end: Math.max(start, offsetAt(host, range.endContainer, range.endOffset)) }
  }
  const become = (next: readonly Atom[], caret: number, kind: 'typing' | 'other'): void => {
    atoms = next
    history.note({ atoms, caret }, kind)
    draw(caret)
    onChange(contentOf(atoms))
  }
  const insert = (text: string, { start, end } = selected(), kind: 'typing' | 'other' = 'other'): void => {
    const edited = replaceText(atoms, start, end, plainLine(text))
    become(edited.atoms, edited.caret, kind)
  }
  const take = ({ start, end }: { readonly start: number; readonly end: number }, towards: 'back' | 'on'): void => {
    const edited = replaceText(atoms, start, end, '')
    const kept = edited.atoms.length - (atoms.length - (end - start))
    if (kept === end - start) {
      // Nothing but chips: the caret goes over them.
      if (kept > 0) onTell('A chip stays in its sentence; move it with Alt and an arrow.')
      return select(towards === 'back' ? start : end)
    }
    // Who deletes backwards from behind a chip stays behind it.
    const isBehind = towards === 'back' && document.getSelection()?.isCollapsed === true
    become(edited.atoms, isBehind ? start + kept : start, 'other')
  }

  const onBeforeInput = (event: InputEvent): void => {
    const { inputType } = event
    if (isComposing || inputType === 'insertCompositionText' || inputType === 'deleteCompositionText') return
    event.preventDefault()
    const [range] = event.getTargetRanges()
    const place = range ? between(range) : selected()
    if (inputType === 'historyUndo' || inputType === 'historyRedo')
      return field.undo(inputType === 'historyUndo' ? 'undo' : 'redo')
    if (inputType === 'deleteByCut' || inputType === 'deleteByDrag') return
    if (inputType.startsWith('delete')) return take(place, inputType.endsWith('Forward') ? 'on' : 'back')
    if (inputType === 'insertText' || inputType === 'insertReplacementText' || inputType === 'insertFromComposition')
      insert(event.data ?? event.dataTransfer?.getData('text/plain') ?? '', place, 'typing')
  }
  const onCompositionStart = (): void => {
    const { start, end } = selected()
    // What is composed takes the place of what is selected, but not of chips.
    if (end > start && atoms.slice(start, end).some((atom) => typeof atom === 'object')) take({ start, end }, 'back')
    isComposing = true
  }
  const onCompositionEnd = (): void => {
    isComposing = false
    const { start } = selected()
    const read = readAtoms(host)
    const isWhole = sameCodes(read, atoms)
    become(isWhole ? read : atoms, isWhole ? start : Math.min(start, atoms.length), 'other')
  }
  const onPaste = (event: ClipboardEvent): void => {
    event.preventDefault()
    insert(event.clipboardData?.getData('text/plain') ?? '')
  }
  const onCopy = (event: ClipboardEvent): void => {
    event.preventDefault()
    const { start, end } = selected()
    const text = atoms.slice(start, end).filter((atom) => typeof atom === 'string')
    event.clipboardData?.setData('text/plain', text.join(''))
    if (event.type === 'cut' && text.length > 0) take({ start, end }, 'back')
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    const text = event.dataTransfer?.getData('text/plain') ?? ''
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY)
    const offset = at && host.contains(at.offsetNode) ? offsetAt(host, at.offsetNode, at.offset) : atoms.length
    if (text !== '') insert(text, { start: offset, end: offset })
  }
  const preventDefault = (event: Event): void => event.preventDefault()

  const field: EditField = {
    content: () => contentOf(atoms),
    put(now) {
      const { start } = selected()
      atoms = atomsOf(now)
      history.note({ atoms, caret: Math.min(start, atoms.length) }, 'other')
      draw(Math.min(start, atoms.length))
    },
    focus() {
      host.focus({ preventScroll: true })
      // Inside of what closes at the end: that is where words go on.
      let caret = atoms.length
      if (atoms.every((atom) => typeof atom === 'object')) caret = firstGap(atoms)
      select(caret)
    },
    pass(towards) {
      const { start, end } = selected()
      if (start !== end || typeof atoms[towards === 'on' ? start : start - 1] !== 'object') return false
      select(towards === 'on' ? start + 1 : start - 1)
      return true
    },
    move(towards, step) {
      const { start, end } = selected()
      const index = chipBeside(atoms, start, end, towards)
      const edited = index === undefined ? undefined : moveCode(atoms, index, { towards, step })
      if (!edited) return false
      become(edited.atoms, edited.caret, 'other')
      const code = atoms[edited.caret - 1]
      if (typeof code === 'object') onTell(`${chipWords(codes[code.id], code)}: ${wordsRound(atoms, edited.caret)}`)
      return true
    },
    undo(which) {
      const before = history[which]()
      if (!before) return
      atoms = before.atoms
      draw(before.caret)
      onChange(contentOf(atoms))
    },
    close() {
      listening.abort()
    },
  }
  const listening = new AbortController()
  const { signal } = listening
  host.addEventListener('beforeinput', onBeforeInput, { signal })
  host.addEventListener('compositionstart', onCompositionStart, { signal })
  host.addEventListener('compositionend', onCompositionEnd, { signal })
  host.addEventListener('paste', onPaste, { signal })
  host.addEventListener('copy', onCopy, { signal })
  host.addEventListener('cut', onCopy, { signal })
  host.addEventListener('drop', onDrop, { signal })
  host.addEventListener('dragstart', preventDefault, { signal })
  draw(atoms.length)
  return field
}

function chipElement(code: Code, view: CodeView | undefined): HTMLElement {
  const element = document.createElement('span')
  element.className = `chip ${code.kind}`
  element.contentEditable = 'false'
  // A name such as --dry-run is read by its own letters, not by the sentence's.
  element.dir = 'auto'
  element.textContent = chipText(view, code)
  element.setAttribute('role', 'img')
  element.setAttribute('aria-label', chipWords(view, code))
  element.title = view?.markup ?? ''
  return element
}

/** The only chip that is selected, else the one that the caret touches, on the side to which it goes first. */
function chipBeside(atoms: readonly Atom[], start: number, end: number, towards: 'back' | 'on'): number | undefined {
  const inside = [...atoms.keys()].slice(start, end).filter((index) => typeof atoms[index] === 'object')
  if (inside.length === 1) return inside[0]
  const beside = towards === 'on' ? [start, start - 1] : [start - 1, start]
  return beside.find((index) => typeof atoms[index] === 'object')
}

function firstGap(atoms: readonly Atom[]): number {
  const index = atoms.findIndex((atom) => typeof atom === 'object' && atom.kind !== 'open')
  return index < 0 ? atoms.length : index
}

function wordsRound(atoms: readonly Atom[], place: number): string {
  const text = (from: number, to: number): string =>
    atoms
      .slice(Math.max(0, from), to)
      .filter((atom) => typeof atom === 'string')
      .join('')
  return `after “${text(place - 20, place).trim()}”, before “${text(place, place + 20).trim()}”`
}

function sameCodes(a: readonly Atom[], b: readonly Atom[]): boolean {
  const names = (atoms: readonly Atom[]): string =>
    atoms.flatMap((atom) => (typeof atom === 'object' ? [nameOf(atom)] : [])).join(' ')
  return names(a) === names(b)
}
