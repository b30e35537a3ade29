// Every way in which ethers and viem listen to a chain, side by side; what they hear is compared with the chain afterwards.
import { JsonRpcProvider, WebSocketProvider } from "ethers";
import { createPublicClient, http, webSocket } from "viem";

const httpUrl = process.env.HTTP_URL ?? "http://127.0.0.1:8545";
const wsUrl = process.env.WS_URL ?? "ws://127.0.0.1:8546";
const seconds = Number(process.env.SECONDS ?? 30);
const POLL_MILLIS = 250;

class Listener {
  constructor(name) {
    this.name = name;
    this.blocks = [];
    this.logs = [];
    this.errors = [];
    this.stop = () => {};
  }

  block(number) {
    this.blocks.push(Number(number));
  }

  log(log) {
    this.logs.push({
      block: Number(log.blockNumber),
      id: `${log.blockHash}/${Number(log.logIndex ?? log.index)}`,
      removed: log.removed === true,
    });
  }

  error(error) {
    this.errors.push(String(error?.shortMessage ?? error?.message ?? error));
  }
}

function ethers(name, provider) {
  const heads = new Listener(`${name}: provider.on("block")`);
  const logs = new Listener(`${name}: provider.on({ topics })`);
  provider.on("block", (number) => heads.block(number));
  provider.on({ topics: [] }, (log) => logs.log(log));
  provider.on("error", (error) => heads.error(error));
  heads.stop = () => provider.destroy();
  // Where several blocks come between two polls, ethers asks for overlapping ranges of logs at the same time.
  logs.repeats = provider instanceof JsonRpcProvider;
  return [heads, logs];
}

function viem(name, transport, poll) {
  const client = createPublicClient({ transport, pollingInterval: POLL_MILLIS });
  const blocks = new Listener(`${name}: watchBlocks`);
  const numbers = new Listener(`${name}: watchBlockNumber`);
  // Without polling, each head only makes it ask for the latest block, which may be a later one by then.
  blocks.jumps = poll === undefined;
  const events = new Listener(`${name}: watchEvent`);
  const pending = new Listener(`${name}: watchPendingTransactions`);
  pending.optional = true;
  blocks.stop = client.watchBlocks({
    poll,
    emitMissed: true,
    onBlock: (block) => blocks.block(block.number),
    onError: (error) => blocks.error(error),
  });
  numbers.stop = client.watchBlockNumber({
    poll,
    emitMissed: true,
    onBlockNumber: (number) => numbers.block(number),
    onError: (error) => numbers.error(error),
  });
  events.stop = client.watchEvent({
    poll,
    onLogs: (logs) => logs.forEach((log) => events.log(log)),
    onError: (error) => events.error(error),
  });
  pending.stop = client.watchPendingTransactions({
    poll,
    onTransactions: (hashes) => hashes.forEach((hash) => pending.logs.push({ id: hash })),
    onError: (error) => pending.error(error),
  });
  return [blocks, numbers, events, pending];
}

/** What is wrong with the blocks that were heard of: each must follow on the last, or be one of a reorg. */
function faultOfBlocks(listener, allowReorgs) {
  for (let i = 1; i < listener.blocks.length; i++) {
    const step = listener.blocks[i] - listener.blocks[i - 1];
    if ((step > 1 && !listener.jumps) || (step <= 0 && !allowReorgs)) {
      return `block ${listener.blocks[i]} after ${listener.blocks[i - 1]}`;
    }
  }
  return listener.blocks.length === 0 ? "no block" : null;
}

/** What is wrong with the logs: those not taken back must be the chain's, from the first block heard of to the last. */
async function faultOfLogs(listener, chain) {
  const kept = new Map();
  for (const log of listener.logs) {
    if (log.removed) {
      kept.delete(log.id);
    } else if (kept.has(log.id) && !listener.repeats) {
      return `log ${log.id} twice`;
    } else {
      kept.set(log.id, log.block);
    }
  }
  if (kept.size === 0) {
    return null;
  }
  const first = Math.min(...kept.values());
  const last = Math.max(...kept.values());
  const found = await chain.getLogs({ fromBlock: first, toBlock: last });
  const expected = new Set(found.map((log) => `${log.blockHash}/${log.index}`));
  const missing = [...expected].filter((id) => !kept.has(id));
  const foreign = [...kept.keys()].filter((id) => !expected.has(id));
  return missing.length + foreign.length === 0 ? null : `${missing.length} logs missing, ${foreign.length} not of the chain`;
}

const chain = new JsonRpcProvider(httpUrl);
const listeners = [
  ...ethers("ethers over HTTP", new JsonRpcProvider(httpUrl, undefined, { polling: true, pollingInterval: POLL_MILLIS })),
  ...ethers("ethers over WebSocket", new WebSocketProvider(wsUrl)),
  ...viem("viem over HTTP", http(httpUrl), true),
  ...viem("viem over WebSocket", webSocket(wsUrl), undefined),
];
await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
listeners.forEach((listener) => listener.stop());
await new Promise((resolve) => setTimeout(resolve, 500));

let failed = false;
for (const listener of listeners) {
  const aboutBlocks = /block/i.test(listener.name.split(": ")[1]);
  let fault = listener.errors[0] ?? null;
  if (fault === null && aboutBlocks) {
    fault = faultOfBlocks(listener, listener.name.includes("WebSocket"));
  } else if (fault === null && !listener.optional) {
    fault = await faultOfLogs(listener, chain);
  }
  const heard = aboutBlocks ? `${listener.blocks.length} blocks` : `${listener.logs.length} ${listener.optional ? "hashes" : "logs"}`;
  console.log(`${fault === null ? "ok    " : "FAILED"} ${listener.name}: ${heard}${fault === null ? "" : `; ${fault}`}`);
  failed ||= fault !== null;
}
chain.destroy();
process.exit(failed ? 1 : 0);
