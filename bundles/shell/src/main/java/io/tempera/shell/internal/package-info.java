/** The operator's commands, and the local socket over which they can be given. */
package io.tempera.shell.internal;
