/** A made-up chain for demos and tests, and a forge that goes on with it. */
package io.tempera.chain.sample.internal;
