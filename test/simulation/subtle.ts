import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  KeyObject,
  timingSafeEqual,
} from 'node:crypto';

/** Bytes of GCM's tag at the end of the ciphertext. NIST SP 800-38D */
const TAG = 16;

type Bytes = Uint8Array | ArrayBuffer;
type Named = { name: string; hash?: string | { name: string } } | string;

const keyObjects = new WeakMap<CryptoKey, KeyObject>();

function secretOf(key: CryptoKey): KeyObject {
  let known = keyObjects.get(key);
  if (!known) {
    known = KeyObject.from(key);
    keyObjects.set(key, known);
  }
  return known;
}

const hashName = (hash: Named | undefined) => {
  const name = typeof hash === 'object' ? hash.name : hash;
  return (name ?? 'SHA-256').toLowerCase().replace('-', '');
};
const view = (data: Bytes) => (data instanceof ArrayBuffer ? new Uint8Array(data) : data);
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** How `node:crypto` names what Web Crypto asks for. */
function importRaw(secret: Uint8Array, algorithm: Named, usages: KeyUsage[]): CryptoKey {
  const name = typeof algorithm === 'string' ? algorithm : algorithm.name;
  const given = typeof algorithm === 'string' ? { name } : algorithm;
  return createSecretKey(secret).toCryptoKey(given as HmacImportParams, name !== 'HKDF', usages);
}

function macOf(key: CryptoKey, data: Bytes): Buffer {
  const { hash } = key.algorithm as HmacKeyAlgorithm;
  return createHmac(hashName(hash), secretOf(key)).update(view(data)).digest();
}

/**
 * As much of Web Crypto as the proxy uses, by the same functions of `node:crypto`, which answer at once: the platform's own
 * answers from other threads, so that no two runs would be alike.
 */
export const subtle = {
  async importKey(_format: 'raw', secret: Bytes, algorithm: Named, _isOpen: boolean, usages: KeyUsage[]) {
    return importRaw(view(secret), algorithm, usages);
  },
  async deriveKey(
    { hash, salt, info }: { hash: Named; salt: Bytes; info: Bytes },
    key: CryptoKey,
    derived: { name: string; length: number },
    _isOpen: boolean,
    usages: KeyUsage[],
  ) {
    const secret = hkdfSync(hashName(hash), secretOf(key), view(salt), view(info), derived.length / 8);
    return importRaw(new Uint8Array(secret), { name: derived.name }, usages);
  },
  async sign(_algorithm: Named, key: CryptoKey, data: Bytes) {
    return buffer(macOf(key, data));
  },
  async verify(_algorithm: Named, key: CryptoKey, signature: Bytes, data: Bytes) {
    const [mac, given] = [macOf(key, data), view(signature)];
    return mac.length === given.length && timingSafeEqual(mac, given);
  },
  async digest(algorithm: Named, data: Bytes) {
    return buffer(createHash(hashName(algorithm)).update(view(data)).digest());
  },
  async encrypt({ iv, additionalData }: AesGcmParams, key: CryptoKey, data: Bytes) {
    const cipher = createCipheriv('aes-256-gcm', secretOf(key), view(iv as Bytes));
    if (additionalData) cipher.setAAD(view(additionalData as Bytes));
    return buffer(Buffer.concat([cipher.update(view(data)), cipher.final(), cipher.getAuthTag()]));
  },
  async decrypt({ iv, additionalData }: AesGcmParams, key: CryptoKey, data: Bytes) {
    const bytes = view(data);
    const decipher = createDecipheriv('aes-256-gcm', secretOf(key), view(iv as Bytes));
    if (additionalData) decipher.setAAD(view(additionalData as Bytes));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
    return buffer(Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()]));
  },
};
