type AllowedMarkup = {
  elements: readonly string[];
  attributes: readonly string[];
  protocols: readonly string[];
};

/** What `watchDocument` leaves on the window, for the test to use. */
export type WatchedWindow = {
  /** Given by the test: takes each finding, once. */
  reportFinding: (finding: string) => void;
  /** How many times the page's replies have changed: each is a prefix that was drawn. */
  replyChanges: number;
};

/**
 * Runs in the page before anything else, so it uses nothing but what is in it. It reports a script that
 * got at `window.pwned`, what the content security policy had to stop, and each element, attribute or
 * address that the page has for the blink of an eye and that text may not become.
 */
export function watchDocument({ elements, attributes, protocols }: AllowedMarkup): void {
  const NEVER =
    'img, iframe, frame, object, embed, video, audio, source, track, base, portal, math, meta[http-equiv]';
  const ADDRESSES = 'href src action formaction data xlink:href ping srcset poster background';
  const known = new Set<string>();
  const watched = window as unknown as WatchedWindow;
  watched.replyChanges = 0;

  const report = (finding: string) => {
    if (known.has(finding)) return;
    known.add(finding);
    watched.reportFinding(finding);
  };
  const isAddressAllowed = (element: Element, address: string, inReply: boolean) => {
    const url = URL.parse(address, document.baseURI);
    if (url === null || !protocols.includes(url.protocol)) return false;
    const isOwn = url.origin === location.origin;
    return element.localName === 'a' ? !(inReply && isOwn) : isOwn;
  };
  const isAttributeAllowed = (element: Element, { name, value }: Attr, inText: boolean) => {
    if (name.startsWith('on') || (inText && !attributes.includes(name))) return false;
    return !ADDRESSES.split(' ').includes(name) || isAddressAllowed(element, value, inText);
  };
  const lookAt = (element: Element) => {
    const name = element.localName;
    // A card of code has a heading and a button of the app's own.
    const inReply = element.closest('.reply') !== null && element.closest('figcaption') === null;
    const inMessage = element.parentElement?.closest('article[aria-label="You"] p') != null;
    // What is typed has no markup; long words have places for a line to end, and long text is in blocks.
    const isOfMessage = name === 'wbr' || name === 'span';
    const isAllowed = inReply ? elements.includes(name) : !inMessage || isOfMessage;
    if (!isAllowed || element.matches(NEVER)) report(`<${name}>`);
    for (const attribute of element.attributes) {
      if (isAttributeAllowed(element, attribute, inReply || inMessage)) continue;
      report(`<${name} ${attribute.name}="${attribute.value}">`);
    }
  };
  const lookAtAll = (nodes: NodeList) => {
    const added = Array.from(nodes).filter((node) => node instanceof Element);
    for (const element of added) {
      lookAt(element);
      for (const inner of element.querySelectorAll('*')) lookAt(inner);
    }
  };

  Object.defineProperty(window, 'pwned', { set: () => report('a script ran') });
  document.addEventListener('securitypolicyviolation', (violation) =>
    report(`the policy stopped ${violation.effectiveDirective}: ${violation.blockedURI}`),
  );
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Element) lookAt(target);
      lookAtAll(addedNodes);
    }
    const inReply = ({ target }: MutationRecord) =>
      (target instanceof Element ? target : target.parentElement)?.closest('.reply') != null;
    if (changes.some(inReply)) watched.replyChanges += 1;
  });
  observer.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
}
