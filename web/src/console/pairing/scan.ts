import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

export interface QrReader {
  detect(image: CanvasImageSource): Promise<{ rawValue: string }[]>;
}
interface NativeDetector {
  new (options: { formats: string[] }): QrReader;
  getSupportedFormats(): Promise<string[]>;
}

/** Answers the browser's own detector if it reads QR codes, else zxing's, which is loaded only now. */
export async function qrReader(): Promise<QrReader> {
  const native = (globalThis as { BarcodeDetector?: NativeDetector }).BarcodeDetector;
  if (native && (await native.getSupportedFormats().catch((): string[] => [])).includes('qr_code'))
    return new native({ formats: ['qr_code'] });
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill');
  // Its default is a CDN: dead offline, and refused by our Content-Security-Policy.
  prepareZXingModule({
    overrides: {
      locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasmUrl : prefix + path),
    },
  });
  return new BarcodeDetector({ formats: ['qr_code'] }) as unknown as QrReader;
}

/** `busy`: another program has it, often the one that shows the broadcast. */
export type CameraFault = 'no-camera' | 'refused' | 'busy';
const CAMERA_FAULTS: Record<string, CameraFault> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/**
 * Starts the camera that faces away from the person.
 * @throws a fault that `cameraFault` reads
 */
export async function openCamera(): Promise<MediaStream> {
  // Browsers offer cameras over https alone.
  if (!navigator.mediaDevices?.getUserMedia) throw new Error('no camera');
  return navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
    audio: false,
  });
}
export const cameraFault = (fault: unknown): CameraFault =>
  CAMERA_FAULTS[(fault as Error).name] ?? 'no-camera';
