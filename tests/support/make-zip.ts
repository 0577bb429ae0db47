import { deflateRawSync } from 'node:zlib';

type ZipFile = {
  name: string;
  bytes: Buffer | string;
  stored?: boolean;
  flags?: number;
  method?: number;
  /** In place of what packing makes. */
  packed?: Buffer;
};

/** A zip file (APPNOTE 6.3.10) with these files, as honest as its fields. */
export function makeZip(files: readonly ZipFile[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, stored = false, flags = 0, method, packed } of files) {
    const content = Buffer.from(bytes);
    const data = packed ?? (stored ? content : deflateRawSync(content));
    const nameBytes = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method ?? (stored ? 0 : 8), 4);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(nameBytes.length, 22);
    const header = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, nameBytes, data]);
    const version = Buffer.from([20, 0]);
    const signature = Buffer.from('PK\x01\x02', 'latin1');
    // Lengths of extra fields and comment, disk, attributes; then the offset.
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([signature, version, fields.subarray(0, 26), tail, nameBytes]));
    parts.push(header);
    offset += header.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, listed, end, Buffer.from(comment, 'latin1')]);
}
