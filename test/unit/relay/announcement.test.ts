/** What a start prints: one address, and for phones a code to scan or the reason why there is none. */
import { describe, expect, it } from 'vitest';
import { announcement } from '../../../relay/settings/announcement.ts';
import { readSettings } from '../../../relay/settings/read-settings.ts';

function settingsOf(env: Record<string, string>) {
  const settings = readSettings(env);
  if (!settings.ok) throw new Error(settings.error.join(' '));
  return settings.value;
}

describe('a relay that has started', () => {
  it('names one address and says in one line why a phone needs https', async () => {
    const text = await announcement('http://localhost:8080/', 8080, settingsOf({}));
    expect(text.split('\n')).toHaveLength(3);
    expect(text.match(/https?:\/\/\S+/g)).toEqual(['http://localhost:8080/']);
    expect(text).toContain('A phone needs https');
  });

  it('RELAY-20: says that network printers are off, and how they come on, unless they are on', async () => {
    const said = async (env: Record<string, string>) =>
      (await announcement('http://localhost:8080/', 8080, settingsOf(env))).includes('Network printers are off');
    expect([await said({}), await said({ HECANG_PRINT: 'lan' }), await said({ HECANG_PRINT: '10.0.0.5' })]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('draws a code for phones where it serves https', async () => {
    const env = { HECANG_TLS_CERT: 'c.pem', HECANG_TLS_KEY: 'k.pem', HECANG_PUBLIC_HOST: 'shop.example' };
    const text = await announcement('https://localhost:8080/', 8080, settingsOf(env));
    expect(text).toContain('▄');
    expect(text).not.toContain('A phone needs');
  });
});
