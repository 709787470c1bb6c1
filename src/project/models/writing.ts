/** Writes that fail in words. */
import { MuqabilError } from '../../errors.ts'
import { systemProblem } from '../../files/system-problem.ts'

/** @throws {MuqabilError} `file-unwritable` for whatever `work` throws. */
export async function writing<Value>(shown: string, work: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    throw new MuqabilError('file-unwritable', { problem: systemProblem(error) }, { file: shown }, { cause: error })
  }
}
