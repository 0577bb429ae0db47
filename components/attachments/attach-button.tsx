import { Camera, Paperclip, Plus } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { AttachmentTray } from '#lib/client/attachments/attachment-tray.ts';
import { trayOf } from '#lib/client/attachments/tray-of.ts';

/** Chooses files. On a touch screen, a menu also offers the camera, which not every picker does. */
export function AttachButton({ draftKey }: { draftKey: string }) {
  const tray = trayOf(draftKey);
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const place = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) setOpen(false);
    };
    const closeOnEscape = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('keydown', closeOnEscape);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('keydown', closeOnEscape);
    };
  }, [isOpen]);
  const choose = (input: HTMLInputElement | null) => {
    setOpen(false);
    input?.click();
  };
  const press = () => {
    if (matchMedia('(pointer: coarse)').matches) setOpen(!isOpen);
    else choose(files.current);
  };
  return (
    <span ref={place} className="relative block size-full">
      <button
        ref={button}
        type="button"
        aria-label="Attach files"
        title="Attach files"
        aria-expanded={isOpen}
        onClick={press}
        className="inline-flex size-full items-center justify-center rounded-full text-muted transition-colors duration-150 hover:bg-[color-mix(in_oklch,var(--text)_7%,transparent)] hover:text-text"
      >
        <Plus aria-hidden className="size-5" />
      </button>
      {isOpen && (
        <span className="absolute bottom-full start-0 z-10 mb-2 flex w-52 flex-col rounded-xl border border-line bg-raised p-1 shadow-float">
          <Choice
            icon={<Paperclip aria-hidden className="size-4" />}
            onChoose={() => choose(files.current)}
          >
            Files and pictures
          </Choice>
          <Choice
            icon={<Camera aria-hidden className="size-4" />}
            onChoose={() => choose(camera.current)}
          >
            Take a picture
          </Choice>
        </span>
      )}
      <FileInput field={files} label="Files to attach" tray={tray} multiple />
      <FileInput
        field={camera}
        label="Picture from the camera"
        accept="image/*"
        tray={tray}
        capture="environment"
      />
    </span>
  );
}

function Choice(props: { icon: ReactNode; onChoose: () => void; children: ReactNode }) {
  return (
    <button type="button" className="btn-quiet w-full justify-start" onClick={props.onChoose}>
      {props.icon}
      {props.children}
    </button>
  );
}

type FileInputProps = {
  field: React.RefObject<HTMLInputElement | null>;
  label: string;
  accept?: string;
  tray: AttachmentTray;
  multiple?: boolean;
  capture?: 'environment';
};

function FileInput({ field, label, tray, ...input }: FileInputProps) {
  return (
    <input
      ref={field}
      type="file"
      aria-label={label}
      hidden
      {...input}
      onChange={(event) => {
        tray.add(Array.from(event.target.files ?? []));
        // So that the same file can be chosen again.
        event.target.value = '';
      }}
    />
  );
}
