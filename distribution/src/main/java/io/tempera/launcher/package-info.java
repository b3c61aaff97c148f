/** Starts a node as a process of its own, talks to one that runs, and shows two of them. */
package io.tempera.launcher;
