/**
 * Asks the browser to keep what this site stores until the user deletes it, even if space runs low. Some
 * browsers decide silently, some ask the user.
 *
 * @returns whether it will; null if it can't be asked
 */
export async function askToKeepStorage(): Promise<boolean | null> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    // Plain http has no `navigator.storage`, and a sandbox denies it.
    return null;
  }
}

/** Whether the browser keeps it; null if it doesn't say. */
export async function isStorageKept(): Promise<boolean | null> {
  try {
    return await navigator.storage.persisted();
  } catch {
    return null;
  }
}
