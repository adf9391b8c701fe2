/** Real chain nodes for the demo, the tests and the benches. Not part of the product. */
export { type BitcoinNode, type BitcoinNodeOptions, startBitcoinNode } from './bitcoin-node.ts';
export { ChainToolsMissing, ensureChainTools } from './ensure-chain-tools.ts';
export { type EvmNode, type EvmNodeOptions, startEvmNode } from './evm-node.ts';
export { RpcRefused } from './json-rpc.ts';
export { findFreePort, NodeNotStarted } from './node-process.ts';
export { type TokenKind, tokenCreation, tokenTransfer } from './token-code.ts';
