/** Every key and what it does. */
import type { JSX } from 'preact'
import { COMMANDS, EDITOR_KEYS } from '../state/keys.ts'
import { Modal } from './modal.tsx'

const SHOWN: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  A: 'Shift A',
  F: 'Shift F',
  Z: 'Shift Z',
}

export function KeySheet(): JSX.Element {
  return (
    <Modal name="Keys" wide="wide">
      <div class="sheet">
        {COMMANDS.map(({ name, commands }) => (
          <section>
            <h3>{name}</h3>
            <dl>
              {commands.map(({ keys, words }) => (
                <div>
                  <dt>
                    {keys.map((key) => (
                      <kbd>{SHOWN[key] ?? key}</kbd>
                    ))}
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>While you write</h3>
          <dl>
            {EDITOR_KEYS.map(([keys, words]) => (
              <div>
                <dt>
                  <kbd>{keys}</kbd>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  )
}
