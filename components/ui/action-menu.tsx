import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';

/** What an item of the menu is: a button. */
export const MENU_ITEM = {
  role: 'menuitem',
  tabIndex: -1,
  className:
    'flex min-h-9 w-full items-center gap-2.5 rounded-lg px-2.5 text-start hover:bg-[color-mix(in_oklch,var(--text)_7%,transparent)] focus-visible:bg-[color-mix(in_oklch,var(--text)_7%,transparent)] pointer-coarse:min-h-11',
} as const;

type ActionMenuProps = {
  label: string;
  opener: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
  children: ReactNode;
};

/** A popover beside its opener; the browser closes it on Escape and on a press elsewhere. */
export function ActionMenu({ label, opener, onClose, children }: ActionMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    const button = opener.current;
    if (!element || !button) return;
    element.showPopover({ source: button });
    placeBeside(element, button.getBoundingClientRect());
    element.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, [opener]);
  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      aria-label={label}
      onToggle={(event) => event.newState === 'closed' && onClose()}
      onKeyDown={(event) => {
        // What is around it, such as the list of conversations, takes the arrow keys too.
        event.stopPropagation();
        if (event.key === 'Tab') menu.current?.hidePopover();
        else stepItem(event);
      }}
      className="fixed m-0 w-44 rounded-xl border border-line bg-raised p-1 text-sm text-text shadow-float"
    >
      {children}
    </div>
  );
}

const GAP = 4;

/** Below the opener, or above it where there is no room. */
function placeBeside(menu: HTMLElement, opener: DOMRect): void {
  const { offsetHeight, offsetWidth } = menu;
  const below = opener.bottom + GAP;
  const fits = below + offsetHeight <= window.innerHeight;
  menu.style.top = `${fits ? below : Math.max(opener.top - GAP - offsetHeight, 0)}px`;
  menu.style.left = `${Math.max(opener.right - offsetWidth, GAP)}px`;
}

function stepItem(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: -1,
  };
  const to = steps[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}
