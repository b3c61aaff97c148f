/** Tells whoever listens to OSGi's Event Admin what becomes of peers. */
package io.tempera.events.internal;
