/** Chains that are moved: block-fetch, chain-sync, relays, and what a node that syncs holds. */
package io.tempera.benchmarks.chain;
