/** What a run may spend: the configured budget, less what a run that never came to its end has spent of it. */
import type { Spent } from '../memory/memory.ts'
import type { RunMemory } from '../memory/run-memory.ts'
import type { Budget } from '../translate/ledger.ts'
import type { Project } from './project.ts'

export interface RunBudget {
  readonly budget: Budget
  /** A killed run is gone on with: it is one run, and has one budget. */
  readonly spentBefore?: Spent
}

export async function budgetOf({ config }: Project, memory: Pick<RunMemory, 'spentBefore'>): Promise<RunBudget> {
  const { maxCharacters, maxCost } = config.budget
  const budget = {
    ...(maxCharacters === null ? {} : { maxCharacters }),
    ...(maxCost === null ? {} : { maxCost }),
  }
  if (maxCharacters === null && maxCost === null) return { budget }
  const spentBefore = await memory.spentBefore()
  return spentBefore.characters === 0 && spentBefore.cost === 0 ? { budget } : { budget, spentBefore }
}
