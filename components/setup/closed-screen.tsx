import { ScreenFrame } from './screen-frame.tsx';

/** STARLIGHT_CLOSED=1: a friendly page, no chat. */
export function ClosedScreen({ contact }: { contact: string | null }) {
  return (
    <ScreenFrame title="The chat is closed for now">
      <p className="text-base text-pretty text-muted">
        Whoever runs this site has paused it. Your conversations are still in this browser and come
        back with it.
      </p>
      {contact && <p className="text-base">Questions? Ask {contact}.</p>}
    </ScreenFrame>
  );
}
