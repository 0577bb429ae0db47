import { collectOwn, type ImportedRecords, ownRecordsIn } from './collect-own.ts';

/**
 * Reads the decoded JSON that `exportText` writes. Records that do not parse are left out; null if it is
 * not an export. Files can come from anywhere, so records are validated like those in storage.
 */
export function readExport(file: unknown): ImportedRecords | null {
  const own = collectOwn();
  const records = ownRecordsIn(file);
  for (const record of records ?? []) own.add(record);
  return records && own.finish().records;
}
