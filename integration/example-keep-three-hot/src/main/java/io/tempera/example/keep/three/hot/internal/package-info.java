/** An example: a bundle that keeps three of the peers that it is told of hot. */
package io.tempera.example.keep.three.hot.internal;
