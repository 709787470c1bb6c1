/** A failed system call in words a person knows. */

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'a read-only file system',
  ENOSPC: 'a full disk',
  EDQUOT: 'a used-up disk quota',
  EISDIR: 'a folder where a file should be',
  ENOTDIR: 'a file where a folder should be',
  EEXIST: 'a file where a folder should be',
  ENOENT: 'no such file',
  ENAMETOOLONG: 'a name that is too long for the file system',
  ELOOP: 'links that lead in a circle',
  EMFILE: 'too many open files',
  EBUSY: 'a file that another program holds',
}

/** 'a full disk'; the system's own message where there is no word for it. */
export function systemProblem(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return WORDS[error.code] ?? `${error.code}`
  return error instanceof Error ? error.message : String(error)
}
