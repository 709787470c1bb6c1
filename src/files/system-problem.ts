/** A failed system call in words a person knows. */

/** Each fits after "Unexpected". */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'lack of permission',
  EPERM: 'lack of permission',
  EROFS: 'read-only file system',
  ENOSPC: 'full disk',
  EDQUOT: 'used-up disk quota',
  EFBIG: 'file over the size that this process may write',
  ERR_FS_FILE_TOO_LARGE: 'file over 2 GB',
  EISDIR: 'folder where a file should be',
  ENOTDIR: 'file where a folder should be',
  EEXIST: 'file where a folder should be',
  ENOENT: 'absence of this file',
  ENAMETOOLONG: 'name that is too long for the file system',
  ELOOP: 'link that leads in a circle',
  EMFILE: 'number of open files over the limit',
  ENFILE: 'number of open files over the limit',
  EBUSY: 'file that another program holds',
  EIO: 'disk that does not answer as it should',
}

/** 'full disk'; the system's own code or message where there is no word for it. */
export function systemProblem(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return WORDS[error.code] ?? `failure ${error.code}`
  return error instanceof Error ? error.message : String(error)
}
