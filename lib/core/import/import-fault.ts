/** Why a file is refused as a whole. Nothing of it is imported. */
export type ImportFault =
  | { kind: 'not_an_export' }
  | { kind: 'too_large'; limit: number }
  | { kind: 'damaged_zip' }
  | { kind: 'encrypted_zip' }
  | { kind: 'unsupported_zip' }
  | { kind: 'damaged_json' }
  | { kind: 'too_deep'; limit: number }
  | { kind: 'too_many'; limit: number }
  | { kind: 'cycle'; title: string };

/** Thrown where a file turns out to be unusable; `readImportFile` catches it. */
export class ImportRefusal extends Error {
  readonly fault: ImportFault;

  constructor(fault: ImportFault) {
    super(fault.kind);
    this.fault = fault;
  }
}
