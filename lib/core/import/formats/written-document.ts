import { fieldOf } from '../../json/field-of.ts';
import { parseJson } from '../../json/parse-json.ts';
import { fenced } from '../fenced.ts';
import { listField, textField } from '../json-fields.ts';

/** A document that a model wrote beside its reply, under its title, as code; prose (`document`) as it is. */
function documentText(title: string, text: string, type: string): string {
  const language = type.replace(/^code\//, '').replace(/[^\w+#-]/g, '');
  return `**${title}**\n\n${type === 'document' ? text : fenced(text, language)}`;
}

/** What ChatGPT wrote into its canvas, or wrote anew; '' for a change of a part, or anything else. */
export function canvasText(recipient: string, call: string): string {
  if (!recipient.startsWith('canmore.')) return '';
  const document = parseJson(call);
  const text = textField(document, 'content');
  if (text !== '')
    return documentText(textField(document, 'name') || 'Canvas', text, textField(document, 'type'));
  const whole = listField(document, 'updates').find(
    (update) => fieldOf(update, 'pattern') === '.*',
  );
  const replacement = textField(whole, 'replacement');
  return replacement === '' ? '' : documentText('Canvas', replacement, 'document');
}

/** An artifact of Claude's, or a file that it made; '' for a change of a part, or another tool. */
export function artifactText(toolName: string, input: unknown): string {
  const content = textField(input, 'content');
  if (toolName === 'artifacts' && content !== '')
    return documentText(
      textField(input, 'title') || 'Artifact',
      content,
      textField(input, 'language'),
    );
  const file = textField(input, 'file_text');
  if (toolName !== 'create_file' || file === '') return '';
  const name = textField(input, 'path').split('/').at(-1) || 'File';
  return documentText(name, file, /\.(\w{1,12})$/.exec(name)?.[1] ?? '');
}
