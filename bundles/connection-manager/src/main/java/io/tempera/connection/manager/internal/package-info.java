/**
 * The connection manager: a pure machine for one entry, the registry of all entries, and a thin
 * shell that dials, negotiates, closes and answers.
 */
package io.tempera.connection.manager.internal;
