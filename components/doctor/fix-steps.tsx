import { CodeLine } from '../ui/code-line.tsx';

const COMMAND = /^([A-Z][A-Z0-9_]*=|unset |mv |git |echo |npm |sudo )/;

/** What to do, one step a line; what is to be typed can be copied. */
export function FixSteps({ fix }: { fix: string }) {
  const steps = fix.split('\n');
  return (
    <ul className="flex flex-col gap-1 text-[0.9375rem] text-pretty">
      {steps.map((step) => (
        <li key={step}>{COMMAND.test(step) ? <CodeLine code={step} /> : step}</li>
      ))}
    </ul>
  );
}
