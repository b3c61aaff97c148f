/** Tells whoever listens to OSGi's Event Admin what becomes of peers and of mini-protocols. */
package io.tempera.events.internal;
