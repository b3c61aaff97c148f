/** Real time, real threads and real chance, and the hub that hands traces to their listeners. */
package io.tempera.runtime.internal;
