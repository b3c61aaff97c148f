/** The block-fetch mini-protocol: ranges of blocks. */
package io.tempera.block.fetch.internal;
