import { CodeLine } from '../ui/code-line.tsx';

const COMMAND = /^([A-Z][A-Z0-9_]*=|unset |mv |git |echo |npm |sudo |curl )/;

/** The steps of a fix, one per line; commands have a copy button. */
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
