/**
 * A chain that is made up, for demos and tests: blocks of Cardano's Conway era in shape, with keys,
 * signatures and proofs that are nothing but noise. To be used as a library; in a container this
 * bundle exports nothing.
 */
package io.tempera.chain.sample;
