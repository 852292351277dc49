/**
 * Finds codes in a picture: the browser's own BarcodeDetector where it has one, else ZXing compiled to wasm (1.1 MB, from
 * our own origin, fetched when a camera is first opened and kept by the service worker). Same answers either way.
 */

export interface CodeDetector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
  /** Milliseconds to leave between two looks: wasm shares the page's thread with everything else. */
  readonly restMs: number;
}
type NativeDetector = new (options: { formats: readonly string[] }) => Pick<CodeDetector, 'detect'>;

const WASM_REST_MS = 120;

function nativeDetector(): NativeDetector | null {
  const found: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  return typeof found === 'function' ? (found as NativeDetector) : null;
}

/** Throws when the wasm can't be had now: never fetched, and no network. */
export async function loadDetector(formats: readonly CodeFormat[]): Promise<CodeDetector> {
  const Native = nativeDetector();
  if (Native !== null) {
    const detector = new Native({ formats });
    return { detect: (source) => detector.detect(source), restMs: 0 };
  }
  const [{ BarcodeDetector, prepareZXingModule }, { default: wasm }] = await Promise.all([
    import('barcode-detector/ponyfill'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ]);
  await prepareZXingModule({
    overrides: { locateFile: (file: string, folder: string) => (file.endsWith('.wasm') ? wasm : `${folder}${file}`) },
    fireImmediately: true,
  });
  const detector = new BarcodeDetector({ formats: [...formats] });
  return { detect: (source) => detector.detect(source), restMs: WASM_REST_MS };
}

export type CodeFormat = 'qr_code' | 'ean_13' | 'ean_8' | 'upc_a' | 'upc_e' | 'code_128' | 'code_39';
