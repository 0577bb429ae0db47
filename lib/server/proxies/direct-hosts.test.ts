import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDirect, readDirectHosts } from './direct-hosts.ts';

function reachesDirectly(noProxy: string, address: string): boolean {
  const { hostname, port } = new URL(`https://${address}`);
  return isDirect({ hostname, port: Number(port || 443) }, readDirectHosts(noProxy));
}

describe('NO_PROXY', () => {
  it.each([
    ['', 'api.test', false],
    ['*', 'api.test', true],
    ['none.test, * ', 'api.test', true],
    ['*:8443', 'api.test', false],
    ['*:8443', 'api.test:8443', true],
    ['api.test', 'api.test', true],
    ['API.Test', 'api.test', true],
    ['api.test', 'eu.api.test', true],
    ['api.test', 'notapi.test', false],
    ['api.test', 'api.test.evil.test', false],
    ['.test', 'api.test', true],
    ['.api.test', 'api.test', true],
    ['*.api.test', 'api.test', false],
    ['*.api.test', 'eu.api.test', true],
    ['api.test.', 'api.test', true],
    ['api.test', 'api.test.', true],
    ['api.test:443', 'api.test', true],
    ['api.test:8443', 'api.test', false],
    ['a.test b.test,c.test', 'b.test', true],
    ['a.test b.test,c.test', 'c.test', true],
    ['bücher.test', 'bücher.test', true],
    ['localhost', 'localhost:8000', true],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.4', false],
    ['10.0.0.0/8', '10.200.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.0/8', '10.test', false],
    ['10.0.0.0/33', '10.0.0.1', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['10.0.0.1-10.0.0.9', '10.0.0.5', true],
    ['10.0.0.1-10.0.0.9', '10.0.0.10', false],
    ['10.0.0.9-10.0.0.1', '10.0.0.5', false],
    ['my-host.test', 'my-host.test', true],
    ['::1', '[::1]', true],
    ['[::1]', '[::1]:9000', true],
    ['[::1]:9000', '[::1]', false],
    ['[::1]:9000', '[::1]:9000', true],
    ['fd00::/8', '[fd12::1]', true],
    ['fd00::/8', '[fe80::1]', false],
    ['10.0.0.0/8', '[::1]', false],
  ])('%j and %s: direct is %s', (noProxy, address, expected) => {
    expect(reachesDirectly(noProxy, address)).toBe(expected);
  });

  it('is read whatever it is, in time that grows with its length', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('*', '.', '*.', ':', '[', ']', '/', '-', '::/0', '1.1.1.1-'),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(typeof reachesDirectly(parts.join(','), 'api.test')).toBe('boolean');
        expect(typeof reachesDirectly(parts.join(''), '10.0.0.1')).toBe('boolean');
      }),
    );
  });
});
