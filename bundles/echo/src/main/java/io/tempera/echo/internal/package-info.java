/** The echo mini-protocol: its messages, its table, its two conversations, its settings. */
package io.tempera.echo.internal;
