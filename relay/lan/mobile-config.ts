/** An Apple configuration profile with one payload: the authority's certificate. Unsigned, as a shop's own must be. */
import { createHash } from 'node:crypto';

export function mobileConfig(authority: Uint8Array, fingerprint: string): string {
  const data = Buffer.from(authority).toString('base64');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadCertificateFileName</key><string>hecang-lan.crt</string>
      <key>PayloadContent</key><data>${data}</data>
      <key>PayloadDisplayName</key><string>Hecang LAN</string>
      <key>PayloadIdentifier</key><string>hecang.lan.authority</string>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadUUID</key><string>${uuidOf(authority, 'payload')}</string>
      <key>PayloadVersion</key><integer>1</integer>
    </dict>
  </array>
  <key>PayloadDescription</key><string>${fingerprint}</string>
  <key>PayloadDisplayName</key><string>Hecang 合仓 LAN</string>
  <key>PayloadIdentifier</key><string>hecang.lan</string>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadUUID</key><string>${uuidOf(authority, 'profile')}</string>
  <key>PayloadVersion</key><integer>1</integer>
</dict>
</plist>
`;
}

/** The same certificate gives the same profile: installing it again replaces it instead of adding one. */
function uuidOf(authority: Uint8Array, use: string): string {
  const hex = createHash('sha256').update(use).update(authority).digest('hex').toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-A${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
