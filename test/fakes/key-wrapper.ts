import type { KeyWrapper } from '../../src/ports/key-wrapper.ts';

/** Wraps by XOR with a fixed byte: not secret, but what is unwrapped differs from what is stored. */
export const memoryKeyWrapper = (): KeyWrapper => ({
  currentKeyId: 'memory-1',
  wrap: async (dataKey) => dataKey.map((byte) => byte ^ 0x5a),
  unwrap: async (wrapped, keyId) => {
    if (keyId !== 'memory-1') throw new Error(`unknown master key ${keyId}`);
    return wrapped.map((byte) => byte ^ 0x5a);
  },
});
