/**
 * TCP and Unix domain sockets over Netty: dialling, listening, and one turn after the other on an
 * event loop.
 */
package io.tempera.bearer.internal;
