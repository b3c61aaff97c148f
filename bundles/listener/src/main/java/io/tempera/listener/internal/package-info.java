/** The door for others: listens, accepts, and hands over to the connection manager. */
package io.tempera.listener.internal;
