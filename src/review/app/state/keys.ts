/** What every key does outside of an editor; the sheet on `?` is made of this table. */
import {
  approve,
  approveAndGoOn,
  can,
  goToNext,
  join,
  markNeedsWork,
  neighbours,
  putTarget,
  step,
  takeApproval,
  undo,
} from './commands.ts'
import { nameOfPlace, type Here } from './place.ts'
import { whenIdle } from './saving.ts'
import { goTo, segmentAt, tell, type Session } from './session.ts'
import { isDoubtful, isOpen, standingOf } from './standing.ts'

export interface Command {
  /** As `event.key`; letters of a keyboard in another script are found by `code`. */
  readonly keys: readonly string[]
  readonly code?: string
  readonly words: string
  readonly run: (session: Session, here: Here) => void
}

export interface CommandGroup {
  readonly name: string
  readonly commands: readonly Command[]
}

export const COMMANDS: readonly CommandGroup[] = [
  {
    name: 'Go',
    commands: [
      {
        keys: ['ArrowDown', 'j'],
        code: 'KeyJ',
        words: 'Next sentence',
        run: (session, here) => walk(session, here, 'on'),
      },
      {
        keys: ['ArrowUp', 'k'],
        code: 'KeyK',
        words: 'Sentence before',
        run: (session, here) => walk(session, here, 'back'),
      },
      {
        keys: ['d'],
        code: 'KeyD',
        words: 'Next doubtful sentence',
        run: (session, here) => goToNext(session, here, 'on', isDoubtful, 'Nothing doubtful is left here.'),
      },
      {
        keys: ['u'],
        code: 'KeyU',
        words: 'Next sentence that nobody has approved',
        run: (session, here) => goToNext(session, here, 'on', isOpen, 'Every sentence here is approved.'),
      },
      { keys: ['Home'], words: 'First row', run: (session) => goToEnd(session, 'first') },
      { keys: ['End'], words: 'Last row', run: (session) => goToEnd(session, 'last') },
    ],
  },
  {
    name: 'Decide',
    commands: [
      {
        keys: ['Enter', 'e'],
        code: 'KeyE',
        words: 'Write in the translation',
        run: (session) => void (session.isEditing.value = true),
      },
      { keys: ['a'], code: 'KeyA', words: 'Approve, and go to the next doubtful one', run: approveAndGoOn },
      { keys: ['A'], words: 'Approve, or take the approval back', run: toggleApproval },
      { keys: ['F'], words: 'Final', run: (session, here) => void approve(session, here, 'final') },
      { keys: ['w'], code: 'KeyW', words: 'Needs work, with a note; again: the mark goes', run: toggleNeedsWork },
      {
        keys: ['n'],
        code: 'KeyN',
        words: 'Note for the next person',
        run: (session, here) => void (session.dialog.value = { kind: 'note', here, for: 'next person' }),
      },
      { keys: ['x'], code: 'KeyX', words: 'Take the fix of the first check that has one', run: takeFix },
      { keys: ['1'], words: 'Take the nearest match of the memory', run: takeMatch },
    ],
  },
  {
    name: 'Cut',
    commands: [
      {
        keys: ['s'],
        code: 'KeyS',
        words: 'Split the sentence, on both sides',
        run: (session, here) => void openBoundary(session, here, 'split'),
      },
      {
        keys: ['m'],
        code: 'KeyM',
        words: 'Move the boundary to the next sentence',
        run: (session, here) => void openBoundary(session, here, 'move'),
      },
      {
        keys: ['+'],
        words: 'Join with the next sentence',
        run: (session, here) => (can(session, 'cut') ? void join(session, here) : noCut(session)),
      },
    ],
  },
  {
    name: 'Find',
    commands: [
      {
        keys: ['/'],
        code: 'Slash',
        words: 'Search',
        run: () => document.querySelector<HTMLElement>('#search')?.focus(),
      },
      {
        keys: ['r'],
        code: 'KeyR',
        words: 'Replace in many rows',
        run: (session) => void (session.dialog.value = { kind: 'replace' }),
      },
      {
        keys: ['o'],
        code: 'KeyO',
        words: 'Outline',
        run: (session) => void (session.panels.outline.value = !session.panels.outline.value),
      },
      {
        keys: ['b'],
        code: 'KeyB',
        words: 'Panel beside the text',
        run: (session) => void (session.panels.beside.value = !session.panels.beside.value),
      },
      { keys: ['z'], code: 'KeyZ', words: 'Undo (also with Ctrl)', run: (session) => void undo(session, 'undo') },
      { keys: ['Z', 'y'], words: 'Do again (also with Ctrl)', run: (session) => void undo(session, 'redo') },
      { keys: ['?'], words: 'This sheet', run: (session) => void (session.dialog.value = { kind: 'keys' }) },
    ],
  },
]

/** In an editor; handled there. */
export const EDITOR_KEYS: readonly (readonly [string, string])[] = [
  ['Enter, Esc', 'Keep the words and leave the editor'],
  ['Ctrl Enter', 'Keep, approve, and go to the next doubtful one'],
  ['Tab, Shift Tab', 'Keep, and write in the next sentence, or the one before'],
  ['Alt ← →', 'Move the chip beside the caret by a word; with Shift by a letter'],
  ['Ctrl Z, Ctrl Shift Z', 'Undo and do again what was typed'],
]

/** @returns Whether the key means something. */
export function runKey(session: Session, event: KeyboardEvent): boolean {
  if (event.altKey) return false
  if (event.ctrlKey || event.metaKey) {
    if (event.code !== 'KeyZ' && event.code !== 'KeyY') return false
    void undo(session, event.code === 'KeyY' || event.shiftKey ? 'redo' : 'undo')
    return true
  }
  const here = session.here.peek()
  const command = commandOf(event)
  if (!command) return false
  if (here) command.run(session, here)
  else if (/^(?:Arrow|Home$|End$)/.test(event.key)) goToEnd(session, event.key === 'End' ? 'last' : 'first')
  else return false
  return true
}

/** By its letter; on a keyboard of another script, where a letter is none of these, by its place. */
function commandOf(event: KeyboardEvent): Command | undefined {
  const all = COMMANDS.flatMap(({ commands }) => commands)
  const byKey = all.find(({ keys }) => keys.includes(event.key))
  if (byKey || /^[\u0020-\u007E]$/.test(event.key) || event.shiftKey) return byKey
  return all.find(({ code }) => code === event.code)
}

function walk(session: Session, here: Here, towards: 'back' | 'on'): void {
  const next = step(session, here, towards)
  if (next) goTo(session, next)
}

function goToEnd(session: Session, end: 'first' | 'last'): void {
  const unit = session.shown.peek().at(end === 'first' ? 0 : -1)
  const row = unit === undefined ? undefined : session.book.peek()?.rows.get(unit)?.peek()
  const segment = row?.segments.at(end === 'first' ? 0 : -1)
  if (row && segment) goTo(session, { unit: row.unit, segment: segment.id })
}

function toggleApproval(session: Session, here: Here): void {
  const segment = segmentAt(session, here)
  const standing = segment && standingOf(segment)
  if (standing === 'reviewed' || standing === 'final') takeApproval(session, here)
  else approve(session, here, 'reviewed')
}

function toggleNeedsWork(session: Session, here: Here): void {
  if (segmentAt(session, here)?.mark === 'needs-work') markNeedsWork(session, here, undefined)
  else session.dialog.value = { kind: 'note', here, for: 'needs-work' }
}

function takeFix(session: Session, here: Here): void {
  const fix = segmentAt(session, here)?.findings.find((finding) => finding.fix !== undefined)?.fix
  if (fix) putTarget(session, here, fix, 'Fix')
  else tell(session, 'No check has a fix for this sentence.')
}

function takeMatch(session: Session, here: Here): void {
  const beside = session.beside.peek()
  const match = beside?.name === nameOfPlace(here) ? beside.found.matches[0] : undefined
  if (match) putTarget(session, here, match.target, 'Match')
  else tell(session, 'The memory has no match for this sentence.')
}

/** On the row as it is once all that is under way is kept. */
export async function openBoundary(session: Session, here: Here, how: 'split' | 'move'): Promise<void> {
  if (!can(session, 'cut')) return noCut(session)
  await whenIdle(session)
  if (how === 'move' && neighbours(session, here).length < 2)
    return tell(session, 'There is no sentence after this one in its row.')
  session.dialog.value = { kind: 'boundary', here, how }
}

function noCut(session: Session): void {
  tell(session, 'Sentences cannot be parted anew in a file of edits.')
}
