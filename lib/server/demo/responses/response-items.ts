import 'server-only';

type JsonObject = Record<string, unknown>;

/** Writes one event of the stream; the writer numbers it. */
type Emit = (type: string, fields: JsonObject) => string;

/** What a piece of a reply belongs to. */
type TextKind = 'thinking' | 'text' | 'refusal';

type OpenText = { kind: TextKind; id: string; at: number; text: string; annotations: JsonObject[] };
type OpenCall = {
  kind: 'call';
  id: string;
  at: number;
  call_id: string;
  name: string;
  text: string;
};

/** Writes the items of a response's output: each is added, grows, and is repeated whole when it is done. */
type ItemWriter = {
  text: (kind: TextKind, delta: string, padding: JsonObject) => string;
  annotate: (annotation: JsonObject) => string;
  /** A piece of a function's arguments; with `id` and `name`, the call begins. */
  call: (piece: { id?: string; name?: string; arguments: string }) => string;
  image: (base64: string, format: string) => string;
  /** Ends the item that is open. `status` is that of the response. */
  close: (status: string) => string;
  output: () => readonly JsonObject[];
};

const PREFIXES: Record<TextKind | 'call', string> = {
  thinking: 'rs_',
  text: 'msg_',
  refusal: 'msg_',
  call: 'fc_',
};

export function createItemWriter(emit: Emit, createId: (prefix: string) => string): ItemWriter {
  const output: JsonObject[] = [];
  let open: OpenText | OpenCall | null = null;

  const close = (status: string): string => {
    if (!open) return '';
    const closed = open;
    open = null;
    const item = itemOf(closed, status);
    output.push(item);
    const events = endsOf(closed).map(([type, fields]) => emit(type, { ...fields }));
    return events.join('') + emit('response.output_item.done', { output_index: closed.at, item });
  };

  const begin = <Item extends OpenText | OpenCall>(item: Item): string => {
    const before = close('completed');
    const added = { ...item, at: output.length };
    open = added;
    const empty = { ...itemOf(added, 'in_progress'), ...(item.kind === 'text' && { content: [] }) };
    const start = emit('response.output_item.added', { output_index: added.at, item: empty });
    return (
      before +
      start +
      startsOf(added)
        .map(([type, fields]) => emit(type, fields))
        .join('')
    );
  };

  const create = (kind: TextKind): OpenText => ({
    ...{ kind, id: createId(PREFIXES[kind]), at: 0, text: '', annotations: [] },
  });

  return {
    text(kind, delta, padding) {
      const started = open?.kind === kind ? '' : begin(create(kind));
      if (open) open.text += delta;
      const [type, place] = deltaOf(kind, open?.id ?? '', open?.at ?? 0);
      return started + emit(type, { ...place, delta, ...padding });
    },
    annotate(annotation) {
      const started = open?.kind === 'text' ? '' : begin(create('text'));
      if (open?.kind !== 'text') return started;
      open.annotations.push(annotation);
      return (
        started +
        emit('response.output_text.annotation.added', {
          ...{ item_id: open.id, output_index: open.at, content_index: 0 },
          ...{ annotation_index: open.annotations.length - 1, annotation },
        })
      );
    },
    call({ id, name, arguments: delta }) {
      const isNew = id !== undefined || name !== undefined;
      const ids = { id: createId(PREFIXES.call), call_id: id ?? createId('call_') };
      const started = isNew
        ? begin({ kind: 'call', at: 0, text: '', name: name ?? '', ...ids })
        : '';
      if (open?.kind !== 'call' || delta === '') return started;
      open.text += delta;
      const place = { item_id: open.id, output_index: open.at };
      return started + emit('response.function_call_arguments.delta', { ...place, delta });
    },
    image(result, output_format) {
      const before = close('completed');
      const at = output.length;
      const item = { id: createId('ig_'), type: 'image_generation_call', status: 'completed' };
      const whole = { ...item, result, output_format };
      output.push(whole);
      const added = { ...item, status: 'in_progress' };
      return (
        before +
        emit('response.output_item.added', { output_index: at, item: added }) +
        emit('response.output_item.done', { output_index: at, item: whole })
      );
    },
    close,
    output: () => output,
  };
}

function itemOf(item: OpenText | OpenCall, status: string): JsonObject {
  const { id, text } = item;
  switch (item.kind) {
    case 'thinking': {
      const summary = text === '' ? [] : [{ type: 'summary_text', text }];
      return { id, type: 'reasoning', summary };
    }
    case 'call': {
      const { call_id, name } = item;
      return { id, type: 'function_call', status, arguments: text, call_id, name };
    }
    default:
      return { id, type: 'message', status, content: [partOf(item)], role: 'assistant' };
  }
}

function partOf({ kind, text, annotations }: OpenText): JsonObject {
  if (kind === 'refusal') return { type: 'refusal', refusal: text };
  return kind === 'thinking'
    ? { type: 'summary_text', text }
    : { type: 'output_text', annotations, logprobs: [], text };
}

type Event = [type: string, fields: JsonObject];

function placeOf({ kind, id, at }: OpenText): JsonObject {
  const index = kind === 'thinking' ? { summary_index: 0 } : { content_index: 0 };
  return { item_id: id, output_index: at, ...index };
}

function startsOf(item: OpenText | OpenCall): Event[] {
  if (item.kind === 'call') return [];
  const part = { part: partOf(item) };
  return [[partEvent(item.kind, 'added'), { ...placeOf(item), ...part }]];
}

function deltaOf(kind: TextKind, id: string, at: number): Event {
  const place = placeOf({ kind, id, at, text: '', annotations: [] });
  return [`${textEvent(kind)}.delta`, { ...place, ...(kind === 'text' && { logprobs: [] }) }];
}

function endsOf(item: OpenText | OpenCall): Event[] {
  if (item.kind === 'call') {
    const place = { item_id: item.id, output_index: item.at, name: item.name };
    return [['response.function_call_arguments.done', { ...place, arguments: item.text }]];
  }
  const place = placeOf(item);
  const whole = item.kind === 'refusal' ? { refusal: item.text } : { text: item.text };
  return [
    [`${textEvent(item.kind)}.done`, { ...place, ...whole }],
    [partEvent(item.kind, 'done'), { ...place, part: partOf(item) }],
  ];
}

function textEvent(kind: TextKind): string {
  if (kind === 'thinking') return 'response.reasoning_summary_text';
  return kind === 'refusal' ? 'response.refusal' : 'response.output_text';
}

function partEvent(kind: TextKind, what: 'added' | 'done'): string {
  return `response.${kind === 'thinking' ? 'reasoning_summary' : 'content'}_part.${what}`;
}
